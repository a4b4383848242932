// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.workload.ShopSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quickstart as a process of its own: what it shows, how it ends, and that it leaves nothing behind. */
class QuickstartIT {
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;
    private static final Duration SWEEPING = Duration.ofMinutes(1);
    private static final String SAMPLE_BEGINS = "```\nStarting\n";

    private final Ports ports = Ports.free(Ports.COUNT);

    @Test
    void provesItselfThroughTheDeathOfTheWorkerAndShowsWhatTheReadmeShows() throws Exception {
        try (QuickstartProcess quickstart = new QuickstartProcess(ports, "--once", "--kill-worker", "--seconds", "6")) {
            int exitCode = quickstart.awaitExit();

            assertThat(quickstart.complained()).isEmpty();
            assertThat(quickstart.said()).contains("PROVEN: ").contains("Everything is stopped");
            assertThat(exitCode).isZero();
            assertThat(quickstart.leftovers()).isEmpty();
            assertThat(quickstart.said().lines().map(QuickstartIT::withoutFigures))
                    .containsAll(readmeSample().stream()
                            .map(QuickstartIT::withoutFigures)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void provesItselfOnOtherDatabasesToo(ShopSource source) throws Exception {
        Components.mySql(source.family().orElseThrow());
        try (QuickstartProcess quickstart =
                new QuickstartProcess(ports, "--source", source.key(), "--once", "--kill-worker", "--seconds", "6")) {
            int exitCode = quickstart.awaitExit();

            assertThat(quickstart.complained()).isEmpty();
            assertThat(quickstart.said())
                    .contains("against " + source.title())
                    .containsPattern(
                            "(?m)^ *" + source.schemas().keySet().iterator().next() + "-0 .* 0 +0 +0$")
                    .contains("PROVEN: ");
            assertThat(exitCode).isZero();
            assertThat(quickstart.leftovers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Starting", "Connect worker, a process of its own", "Working for"})
    void leavesNothingBehindWhereverSigtermMeetsIt(String moment) throws Exception {
        try (QuickstartProcess quickstart = new QuickstartProcess(ports)) {
            quickstart.awaitSaid(moment);

            quickstart.terminate();

            assertThat(quickstart.awaitExit()).isEqualTo(SIGNALLED + SIGTERM);
            assertThat(quickstart.said()).endsWith("Stopping everything ...\nEverything is stopped.\n");
            assertThat(quickstart.complained()).isEmpty();
            assertThat(quickstart.running()).isEmpty();
            assertThat(quickstart.leftovers()).isEmpty();
            assertThat(ports.taken()).isEmpty();
        }
    }

    @Test
    void leavesNothingBehindWhenItIsKilled() throws Exception {
        try (QuickstartProcess quickstart = new QuickstartProcess(ports)) {
            quickstart.awaitSaid("Working for");

            quickstart.kill();

            assertThat(quickstart.awaitExit()).isEqualTo(SIGNALLED + SIGKILL);
            Await.until(() -> "the end of everything; there is " + left(quickstart), SWEEPING, () -> left(quickstart)
                    .isEmpty());
            assertThat(ports.taken()).isEmpty();
        }
    }

    @Test
    void namesAPortThatIsTakenAndTheOptionForOthers() throws Exception {
        for (int taken : List.of(ports.kafka(), ports.controller(), ports.database(), ports.connect(0))) {
            try (ServerSocket socket = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress());
                    QuickstartProcess quickstart = new QuickstartProcess(ports)) {
                assertThat(socket.isBound()).isTrue();
                assertThat(quickstart.awaitExit()).isEqualTo(2);
                assertThat(quickstart.complained())
                        .startsWith("quickstart: port " + taken + " (")
                        .contains(" is taken")
                        .contains("--port-base")
                        .hasLineCount(1);
                assertThat(quickstart.said()).isEmpty();
                assertThat(quickstart.leftovers()).isEmpty();
            }
        }
    }

    @Test
    void refusesAWarehouseThatItCannotUse(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        for (Path warehouse : List.of(file.resolve("lake"), directory)) {
            try (QuickstartProcess quickstart = new QuickstartProcess(ports, "--warehouse", warehouse.toString())) {
                assertThat(quickstart.awaitExit()).isEqualTo(2);
                assertThat(quickstart.complained())
                        .startsWith("quickstart: the warehouse file:" + warehouse)
                        .contains("--warehouse")
                        .hasLineCount(1);
                assertThat(quickstart.said()).isEmpty();
                assertThat(quickstart.leftovers()).isEmpty();
            }
        }
        assertThat(directory).isDirectoryContaining("glob:**/file");
    }

    private static List<String> left(QuickstartProcess quickstart) {
        try {
            return Arrays.asList(
                            quickstart.running().toString(),
                            quickstart.leftovers().toString())
                    .stream()
                    .filter(list -> !list.equals("[]"))
                    .toList();
        } catch (IOException | UncheckedIOException vanishing) {
            return List.of(vanishing.toString());
        }
    }

    /** The lines of the README that are to be the quickstart's own. */
    private static List<String> readmeSample() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("alluvium.configs"), "..", "README.md"));
        int begin = readme.indexOf(SAMPLE_BEGINS);
        assertThat(begin).as("the README shows the output from 'Starting' on").isPositive();
        String sample = readme.substring(begin + "```\n".length());
        return sample.substring(0, sample.indexOf("```"))
                .lines()
                .filter(line -> !line.isBlank() && !line.equals("..."))
                .toList();
    }

    /** Figures differ from run to run, and with them the blanks that align them. */
    private static String withoutFigures(String line) {
        return line.replaceAll("[0-9][0-9,.]*", "0").replaceAll(" +", " ").strip();
    }
}
