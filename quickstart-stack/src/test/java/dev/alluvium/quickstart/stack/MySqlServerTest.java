// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/** Skipped where there is no MySQL or no MariaDB; that CI has them is held by the integration tests. */
class MySqlServerTest {
    private final WorkDirectory work = WorkDirectory.create("alluvium-test-");
    private final Path directory = work.path().resolve(WorkDirectory.MYSQL);

    private static Path program(MySqlFamily family) {
        return MySqlProgram.locate(family)
                .orElseThrow(() -> new TestAbortedException(
                        "no " + family.program() + " on the PATH, and " + family.home() + " names none"));
    }

    @AfterEach
    void removeEverything() {
        work.close();
    }

    @ParameterizedTest
    @EnumSource(MySqlFamily.class)
    void startsWithABinaryLogOfWholeRowsAndStopsInOrder(MySqlFamily family) throws SQLException {
        MySqlServer server = MySqlServer.start(family, program(family), directory, freePort());
        try (server) {
            server.createDatabase("shop");
            assertThat(server.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
            try (var connection = server.connect("shop");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT CONCAT_WS(' ', @@log_bin, @@binlog_format, @@binlog_row_image, "
                                    + (family == MySqlFamily.MYSQL ? "@@gtid_mode)" : "@@gtid_strict_mode)"))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).matches("(1|ON) ROW FULL ON");
            }
            assertThat(directory.resolve(WorkDirectory.MYSQL_PID)).exists();
        }
        assertThat(directory.resolve(WorkDirectory.MYSQL_PID)).doesNotExist();
        assertThatThrownBy(() -> server.connect("shop")).hasMessageContaining("refused");
    }

    @ParameterizedTest
    @EnumSource(MySqlFamily.class)
    void saysWhyItDoesNotStart(MySqlFamily family) throws IOException {
        Path program = program(family);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> MySqlServer.start(family, program, directory, port))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("did not start on port " + port)
                    .hasMessageContaining("Address already in use");
        }
    }

    private static int freePort() {
        return Ports.free(Ports.COUNT).base();
    }
}
