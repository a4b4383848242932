// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Run as root these show how root starts it; run by anyone else, how all others do. */
class PostgresServerTest {
    private final WorkDirectory work = WorkDirectory.create("alluvium-test-");
    private final Path binaries = work.path().resolve("binaries");
    private final Path directory = work.path().resolve(WorkDirectory.POSTGRES);

    @AfterEach
    void removeEverything() {
        work.close();
    }

    @Test
    void startsWithLogicalDecodingAndStopsInOrder() throws SQLException {
        PostgresServer server = PostgresServer.start(binaries, directory, freePort());
        try (server) {
            server.createDatabase("shop");
            assertThat(server.version()).startsWith("18.");
            try (var connection = server.connect("shop");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SHOW wal_level")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("logical");
            }
        }
        assertThat(directory.resolve("data").resolve("postmaster.pid")).doesNotExist();
        assertThatThrownBy(() -> server.connect("shop")).hasMessageContaining("refused");
    }

    @Test
    void saysWhyItDoesNotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> PostgresServer.start(binaries, directory, port))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("did not start on port " + port)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void runsAsSomebodyWhoIsNotRootInADirectoryOfTheirOwn() throws IOException {
        Files.createDirectories(directory);
        OrdinaryUser user = OrdinaryUser.owning(directory);
        List<String> question = List.of("sh", "-c", "id -u && touch mine");
        assertThat(Commands.run(user.command(question), directory, Map.of()).said())
                .matches("[1-9][0-9]*");
        assertThat(directory.resolve("mine")).exists();
    }

    private static int freePort() {
        return Ports.free(Ports.COUNT).database();
    }
}
