// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server with logical decoding, from the binaries that Maven brought.
 *
 * <p>Its user is {@value #USER}; any password is let in, on this machine only.
 */
public final class PostgresServer implements AutoCloseable {
    /** The user that owns everything. */
    public static final String USER = "postgres";

    private static final String SERVERS_AND_SLOTS = "16";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts a new server.
     *
     * @param binaries where the binaries are unpacked, once for all servers that name this place; its parent directory is
     *     closed to other users
     * @param directory takes the data and the server's log
     * @throws StackException if it does not start; the message names the log
     */
    public static PostgresServer start(Path binaries, Path directory, int port) {
        Path log = directory.resolve("postgres.log");
        try {
            Files.createDirectories(directory);
            keepToOurselves(binaries);
            // Where the binaries go; set otherwise, an empty directory would be left in the system's temporary one.
            System.setProperty("ot.epg.working-dir", binaries.toString());
            Redirect toLog = Redirect.appendTo(log.toFile());
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(toLog)
                    .setErrorRedirector(toLog)
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("max_wal_senders", SERVERS_AND_SLOTS)
                    .setServerConfig("max_replication_slots", SERVERS_AND_SLOTS)
                    .setServerConfig("timezone", "UTC")
                    .start());
        } catch (IOException | IllegalStateException e) {
            throw new StackException(
                    "PostgreSQL did not start on port " + port + " (as root it needs user namespaces, which "
                            + "containers often forbid: run as an ordinary user there)\n" + LogTail.of(log),
                    e);
        }
    }

    /** Opens a connection to a database; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, USER);
    }

    /** Creates a database. */
    public void createDatabase(String name) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name + "\"");
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Ports.HOST + ":" + server.getPort() + "/" + database;
    }

    public int port() {
        return server.getPort();
    }

    /** The server's own version, as {@code 18.6}. */
    public String version() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW server_version")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The unpacking makes its directory writable for all; what is run from there must not be. */
    private static void keepToOurselves(Path binaries) throws IOException {
        Files.createDirectories(binaries);
        Path parent = binaries.toAbsolutePath().getParent();
        if (parent != null) {
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new StackException("PostgreSQL did not stop", e);
        }
    }
}
