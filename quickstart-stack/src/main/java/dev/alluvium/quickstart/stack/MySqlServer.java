// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A MySQL or MariaDB server with a binary log of rows and global transaction ids.
 *
 * <p>Its user is {@value #USER}, who may do everything, by the password {@value #PASSWORD}, on this machine only.
 */
public final class MySqlServer implements AutoCloseable {
    /** The user that owns everything. */
    public static final String USER = "shop";

    /** Not much of a secret: nobody else is on this machine. */
    public static final String PASSWORD = "shop";

    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);
    /** The number is there before the program is, for the sweeper; Ctrl-C is for us, not for the server. */
    private static final String RUN = "trap '' INT HUP; echo $$ >\"$1\"; shift; exec \"$@\"";

    private final MySqlFamily family;
    private final Path program;
    private final Path directory;
    private final int port;
    private final Process process;

    private MySqlServer(MySqlFamily family, Path program, Path directory, int port) throws IOException {
        this.family = family;
        this.program = program;
        this.directory = directory;
        this.port = port;
        initialize();
        this.process = run(serverOptions(), Path.of("/dev/null"));
    }

    /**
     * Starts a new server.
     *
     * @param program the server, as {@link MySqlProgram#locate(MySqlFamily)} finds it
     * @param directory new; takes the data and the server's log
     * @throws StackException if it does not start; the message has the last lines of its log
     */
    public static MySqlServer start(MySqlFamily family, Path program, Path directory, int port) {
        try {
            Files.createDirectories(directory);
            MySqlServer server = new MySqlServer(family, program, directory, port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new StackException(family.title() + " did not start on port " + port + ": " + e.getMessage(), e);
        }
    }

    private void initialize() throws IOException {
        String users = "CREATE USER '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "';\nGRANT ALL ON *.* TO '" + USER
                + "'@'%' WITH GRANT OPTION;\n";
        Path sql = Files.writeString(directory.resolve("initial.sql"), family.initialSql(program, users));
        Files.createDirectories(data());
        Process initializing = run(family.setUp(sql), sql);
        if (!ended(initializing, START_TIMEOUT) || initializing.exitValue() != 0) {
            initializing.destroyForcibly();
            throw new IOException("no database was made\n" + LogTail.of(log()));
        }
    }

    private List<String> serverOptions() {
        List<String> options = new ArrayList<>(List.of(
                "--port=" + port,
                "--bind-address=" + Ports.HOST,
                "--skip-name-resolve",
                // A socket's path has about a hundred characters at most; directories may be deeper.
                "--socket=",
                "--pid-file=" + directory.resolve("mysqld.own-pid"),
                "--server-id=1",
                "--log-bin=binlog",
                "--binlog-row-image=FULL",
                "--default-time-zone=+00:00",
                "--character-set-server=utf8mb4",
                // It is one of several on a small machine, and its data does not outlive this program.
                "--performance-schema=OFF",
                "--innodb-flush-log-at-trx-commit=0",
                "--sync-binlog=0"));
        options.addAll(family.options());
        return options;
    }

    private Process run(List<String> options, Path input) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", RUN, "sh", pidFile().toString()));
        command.addAll(List.of(program.toString(), "--no-defaults", "--datadir=" + data()));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root"); // Else it refuses to be root's.
        }
        command.addAll(options);
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    private void awaitReady() {
        AtomicReference<String> lately = new AtomicReference<>("nothing yet");
        try {
            Await.until(
                    () -> family.title() + " on port " + port + ": " + lately,
                    START_TIMEOUT,
                    () -> !process.isAlive() || ready(lately));
        } catch (StackException e) {
            process.destroyForcibly();
            throw new StackException(e.getMessage() + "\n" + LogTail.of(log()), e);
        }
        if (!process.isAlive()) {
            throw new StackException(family.title() + " did not start on port " + port + "\n" + LogTail.of(log()));
        }
    }

    private boolean ready(AtomicReference<String> lately) {
        try (Connection connection = connect("")) {
            // Something else may be on that port: then ours is about to end.
            return connection.isValid(1) && process.isAlive();
        } catch (SQLException notYet) {
            lately.set(String.valueOf(notYet.getMessage()));
            return false;
        }
    }

    /** Opens a connection to a database, or to none if the name is empty; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return connect(port, database);
    }

    /** The same to the server of a port, however it was started. */
    public static Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(port, database), USER, PASSWORD);
    }

    /** Of a database of the server of a port; the one driver is for both families. */
    public static String jdbcUrl(int port, String database) {
        return "jdbc:mariadb://" + Ports.HOST + ":" + port + "/" + database + "?allowPublicKeyRetrieval=true";
    }

    /** Creates a database. */
    public void createDatabase(String name) throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE `" + name + "`");
        }
    }

    public int port() {
        return port;
    }

    /** The server's own version, as {@code 9.7.4}. */
    public String version() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT SUBSTRING_INDEX(VERSION(), '-', 1)")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Ends its connections, stops it and waits for that. */
    @Override
    public void close() {
        process.destroy();
        if (!ended(process, STOP_TIMEOUT)) {
            process.destroyForcibly();
            ended(process, STOP_TIMEOUT);
        }
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new StackException("could not remove " + pidFile(), e);
        }
    }

    private static boolean ended(Process process, Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return true;
        }
    }

    private Path pidFile() {
        return directory.resolve(WorkDirectory.MYSQL_PID);
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("mysql.log");
    }
}
