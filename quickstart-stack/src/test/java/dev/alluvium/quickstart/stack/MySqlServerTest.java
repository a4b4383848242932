// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Skipped where there is no MySQL; that CI has one is held by the integration tests. */
class MySqlServerTest {
    private final WorkDirectory work = WorkDirectory.create("alluvium-test-");
    private final Path directory = work.path().resolve(WorkDirectory.MYSQL);
    private Path program = directory;

    @BeforeEach
    void findMySql() {
        Optional<Path> found = MySqlProgram.locate();
        program = found.orElseThrow(
                () -> new TestAbortedException("no mysqld on the PATH, and " + MySqlProgram.HOME + " names none"));
    }

    @AfterEach
    void removeEverything() {
        work.close();
    }

    @Test
    void startsWithABinaryLogOfWholeRowsAndStopsInOrder() throws SQLException {
        MySqlServer server = MySqlServer.start(program, directory, freePort());
        try (server) {
            server.createDatabase("shop");
            assertThat(server.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
            try (var connection = server.connect("shop");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT CONCAT_WS(' ', @@log_bin, @@binlog_format, @@binlog_row_image, @@gtid_mode)")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("1 ROW FULL ON");
            }
            assertThat(directory.resolve(WorkDirectory.MYSQL_PID)).exists();
        }
        assertThat(directory.resolve(WorkDirectory.MYSQL_PID)).doesNotExist();
        assertThatThrownBy(() -> server.connect("shop")).hasMessageContaining("refused");
    }

    @Test
    void saysWhyItDoesNotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> MySqlServer.start(program, directory, port))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("did not start on port " + port)
                    .hasMessageContaining("Address already in use");
        }
    }

    private static int freePort() {
        return Ports.free(Ports.COUNT).base();
    }
}
