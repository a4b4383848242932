// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.stack.MySqlProgram;
import dev.alluvium.quickstart.stack.MySqlServer;
import dev.alluvium.quickstart.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A MySQL or MariaDB server with a binary log of rows and global transaction ids, whose user {@link MySqlServer#USER} may do
 * everything: the program of this machine, or MySQL's own image where there is none and Docker runs.
 *
 * @param port on the loopback interface
 */
record MySqlDatabase(int port, Runnable stop) implements AutoCloseable {
    private static final int INSIDE = 3306;
    private static final String ROOT = "root";

    /** Without either the test is skipped, or fails where there must be one. */
    static MySqlDatabase start(MySqlFamily family, Path directory, int port) {
        if (MySqlProgram.locate(family).isEmpty()
                && family == MySqlFamily.MYSQL
                && DockerClientFactory.instance().isDockerAvailable()) {
            return container();
        }
        MySqlServer server = MySqlServer.start(family, Components.mySql(family), directory, port);
        return new MySqlDatabase(server.port(), server::close);
    }

    /** MySQL's image, of the version that {@code docker/.env} pins. */
    static MySqlDatabase container() {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image()));
        container
                .withEnv("MYSQL_ROOT_PASSWORD", ROOT)
                .withEnv("MYSQL_DATABASE", "first")
                .withEnv("MYSQL_USER", MySqlServer.USER)
                .withEnv("MYSQL_PASSWORD", MySqlServer.PASSWORD)
                .withCommand(
                        "mysqld",
                        "--server-id=1",
                        "--log-bin=binlog",
                        "--binlog-row-image=FULL",
                        "--gtid-mode=ON",
                        "--enforce-gtid-consistency=ON")
                .withExposedPorts(INSIDE)
                .start();
        int port = container.getMappedPort(INSIDE);
        try {
            // The port is open before the server is behind it.
            Await.until("the server in the container", Cluster.SOON, () -> isAdmitted(port));
        } catch (StackException e) {
            container.stop();
            throw e;
        }
        return new MySqlDatabase(port, container::stop);
    }

    /** Its user may do everything in one database; let it be in all. */
    private static boolean isAdmitted(int port) {
        try (Connection connection = DriverManager.getConnection(MySqlServer.jdbcUrl(port, ""), ROOT, ROOT);
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT ALL ON *.* TO '" + MySqlServer.USER + "'@'%' WITH GRANT OPTION");
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    Connection connect(String database) throws SQLException {
        return MySqlServer.connect(port, database);
    }

    void createDatabase(String name) throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE `" + name + "`");
        }
    }

    @Override
    public void close() {
        stop.run();
    }

    private static String image() {
        Path pinned = Path.of(System.getProperty("alluvium.scripts"), "docker", ".env");
        try {
            return Files.readAllLines(pinned).stream()
                    .filter(line -> line.startsWith("MYSQL_IMAGE="))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
