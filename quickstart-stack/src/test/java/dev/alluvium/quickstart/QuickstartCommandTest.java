// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QuickstartCommandTest {
    private final StringWriter said = new StringWriter();

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(said.toString())
                .contains("--source", "--once", "--warehouse", "--port-base", "--seconds", "Exit codes");
    }

    @Test
    void refusesAnOptionItDoesNotKnowAndSuggestsTheOneMeant() {
        assertThat(run("--onse")).isEqualTo(2);
        assertThat(said.toString()).contains("Unknown option: '--onse'").contains("--once");
    }

    @Test
    void refusesPortsThatAreNone() {
        assertThat(run("--port-base", "x")).isEqualTo(2);
        assertThat(said.toString()).contains("Invalid value for option '--port-base'");
        assertThat(run("--port-base", "70000")).isEqualTo(2);
        assertThat(said.toString()).contains("the first port must be from 1024 to 65532");
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThat(run("--seconds", "0")).isEqualTo(2);
        assertThat(said.toString()).contains("--seconds must be from 1 to 86400; it is 0");
    }

    @Test
    void refusesASourceThatIsNone() {
        assertThat(run("--source", "oracle")).isEqualTo(2);
        assertThat(said.toString()).contains("the source must be postgres, mysql or mariadb; it is 'oracle'");
        assertThat(run("sql", "--source", "oracle", "SELECT 1")).isEqualTo(2);
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        Ports ports = Ports.free(Ports.COUNT);
        try (ServerSocket taken = new ServerSocket(ports.controller())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(run("--port-base", Integer.toString(ports.base()))).isEqualTo(2);
            assertThat(said.toString())
                    .isEqualTo("quickstart: port " + ports.controller() + " (Kafka's controller) is taken. End what "
                            + "listens there, or choose other ports by --port-base N.\n");
        }
    }

    @Test
    void takesAWarehouseAsUriOrAsDirectory() {
        assertThat(warehouse("gs://lake/bronze/")).contains(URI.create("gs://lake/bronze"));
        assertThat(warehouse("file:///data/bronze")).contains(URI.create("file:/data/bronze"));
        assertThat(warehouse("lake"))
                .contains(URI.create("file:" + Path.of("lake").toAbsolutePath()));
    }

    @Test
    void refusesAWarehouseThatTheSinkWouldRefuse() {
        assertThat(run("--warehouse", "/data/my lake")).isEqualTo(2);
        assertThat(said.toString()).contains("--warehouse may hold").contains("'/data/my lake'");
    }

    @Test
    void hasEveryOptionThatTheReadmeNames() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        Set<String> known =
                QuickstartCommand.commandLine().getCommandSpec().optionsMap().keySet();

        assertThat(Pattern.compile("`(--[a-z-]+)").matcher(readme).results().map(option -> option.group(1)))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    private static Optional<URI> warehouse(String text) {
        QuickstartCommand command = new QuickstartCommand();
        new CommandLine(command).parseArgs("--warehouse", text);
        return command.options().warehouse();
    }

    private int run(String... args) {
        PrintWriter out = new PrintWriter(said);
        return QuickstartCommand.commandLine().setOut(out).setErr(out).execute(args);
    }
}
