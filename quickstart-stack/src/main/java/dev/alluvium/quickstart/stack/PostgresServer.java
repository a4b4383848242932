// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import dev.alluvium.quickstart.stack.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A PostgreSQL server with logical decoding, from the binaries that Maven brought.
 *
 * <p>Its user is {@value #USER}; any password is let in, on this machine only.
 */
public final class PostgresServer implements AutoCloseable {
    /** The user that owns everything. */
    public static final String USER = "postgres";

    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", Ports.HOST,
            // A socket's path has about a hundred characters at most; directories may be deeper.
            "unix_socket_directories", "",
            "wal_level", "logical",
            "max_wal_senders", "16",
            "max_replication_slots", "16",
            "timezone", "UTC",
            // Its data does not outlive this program.
            "fsync", "off");
    /** A machine need not know the locale that its user asks for. */
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

    private static final String START_TIMEOUT_S = "240";
    private static final String STOP_TIMEOUT_S = "60";
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(30);

    private final Path control;
    private final Path directory;
    private final OrdinaryUser user;
    private final int port;

    private PostgresServer(Path control, Path directory, OrdinaryUser user, int port) {
        this.control = control;
        this.directory = directory;
        this.user = user;
        this.port = port;
    }

    /**
     * Starts a new server. As root it runs as the user {@code nobody}, or in a user namespace.
     *
     * @param binaries where the binaries are unpacked, once for all servers that name this place; root's are unpacked below
     *     {@code directory}, for this place may be closed to others
     * @param directory new; takes the data and the server's log
     * @throws StackException if it does not start; the message has the last lines of its log
     */
    public static PostgresServer start(Path binaries, Path directory, int port) {
        try {
            Files.createDirectories(directory);
            OrdinaryUser user = OrdinaryUser.owning(directory);
            Path home = PostgresBinaries.unpack(user.isUs() ? binaries : directory.resolve("binaries"));
            PostgresServer server = new PostgresServer(home.resolve("bin").resolve("pg_ctl"), directory, user, port);
            server.initialize(home.resolve("bin").resolve("initdb"));
            server.start();
            return server;
        } catch (IOException e) {
            throw new StackException("PostgreSQL did not start on port " + port + ": " + e.getMessage(), e);
        }
    }

    private void initialize(Path initdb) throws IOException {
        run(
                initdb.toString(),
                "--pgdata=" + data(),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions");
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("port", Integer.toString(port));
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + " = '" + value + "'"));
        Files.write(data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    private void start() throws IOException {
        Path log = directory.resolve("postgres.log");
        // In a session of its own: Ctrl-C is for us, not for the server.
        Outcome outcome = control("start", "--wait", "--timeout=" + START_TIMEOUT_S, "--log=" + log);
        if (!outcome.succeeded()) {
            // It may have been only too slow, or may be half-way.
            control("stop", "--mode=immediate");
            throw new IOException(outcome.said() + "\n" + LogTail.of(log));
        }
    }

    /** Opens a connection to a database; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(port, database), USER, USER);
    }

    /** Creates a database. */
    public void createDatabase(String name) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name + "\"");
        }
    }

    /** Of a database of the server of a port. */
    public static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://" + Ports.HOST + ":" + port + "/" + database;
    }

    public int port() {
        return port;
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

    /** Ends its connections, stops it and waits for that. */
    @Override
    public void close() {
        try {
            long pid = pid();
            Outcome outcome = control("stop", "--mode=fast", "--timeout=" + STOP_TIMEOUT_S);
            if (!outcome.succeeded()) {
                throw new StackException("PostgreSQL did not stop: " + outcome.said());
            }
            Await.until("PostgreSQL's last moments", LAST_MOMENTS, () -> !Processes.running(pid));
        } catch (IOException e) {
            throw new StackException("PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }

    private long pid() throws IOException {
        List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
        return Long.parseLong(lines.get(0).strip());
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Outcome control(String action, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(control.toString(), action, "--pgdata=" + data(), "--silent"));
        command.addAll(List.of(options));
        return Commands.run(user.command(command), directory, ENVIRONMENT);
    }

    private void run(String... command) throws IOException {
        Outcome outcome = Commands.run(user.command(List.of(command)), directory, ENVIRONMENT);
        if (!outcome.succeeded()) {
            throw new IOException(outcome.said());
        }
    }
}
