// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.gcs.GcsEmulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that know nothing of each other and want the same versions of one log. */
@Timeout(300)
final class GcsRaceTest {
    private static final int PROCESSES = 2;
    private static final int RACES = 1_000;

    @RegisterExtension
    static final GcsEmulator EMULATOR = new GcsEmulator();

    private final List<Process> racers = new ArrayList<>();
    private GcsTable table;

    @BeforeEach
    void makeBucket() throws Exception {
        table = new GcsTable(EMULATOR, 10);
    }

    @AfterEach
    void close() {
        racers.forEach(Process::destroyForcibly);
        table.close();
    }

    @Test
    void exactlyOneOfTwoProcessesWinsEachOfAThousandRaces() throws Exception {
        List<BufferedReader> answers = new ArrayList<>();
        List<OutputStream> starts = new ArrayList<>();
        for (int racer = 0; racer < PROCESSES; racer++) {
            Process process =
                    start(GcsRacer.class, EMULATOR.uri().toString(), table.log().toString());
            racers.add(process);
            answers.add(process.inputReader(StandardCharsets.UTF_8));
            starts.add(process.getOutputStream());
        }
        for (BufferedReader answer : answers) {
            assertThat(answer.readLine()).isEqualTo(GcsRacer.READY);
        }

        int[] won = new int[PROCESSES];
        for (int race = 0; race < RACES; race++) {
            for (OutputStream start : starts) {
                start.write((race + "\n").getBytes(StandardCharsets.UTF_8));
                start.flush();
            }
            int winners = 0;
            for (int racer = 0; racer < PROCESSES; racer++) {
                String answer = answers.get(racer).readLine();
                assertThat(answer).isIn(GcsRacer.WON, GcsRacer.LOST);
                if (answer.equals(GcsRacer.WON)) {
                    winners++;
                    won[racer]++;
                }
            }
            assertThat(winners).as("of race " + race).isEqualTo(1);
        }
        assertThat(won).as("each won some: they did race").doesNotContain(0);
    }

    /** Starts a JVM with the classes of the tests. */
    static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
