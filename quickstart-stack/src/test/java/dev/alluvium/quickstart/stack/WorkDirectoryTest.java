// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkDirectoryTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);

    /** A program that has a server in its directory, and will be killed. */
    static final class Doomed {
        private Doomed() {}

        public static void main(String[] arguments) throws IOException {
            WorkDirectory directory = WorkDirectory.create("alluvium-test-");
            Process server = new ProcessBuilder("sleep", "600").start();
            Path pid = Files.createDirectories(directory.path().resolve(WorkDirectory.MYSQL))
                    .resolve(WorkDirectory.MYSQL_PID);
            Files.writeString(pid, Long.toString(server.pid()));
            System.out.println(directory.path());
            System.out.println(server.pid());
            server.onExit().join();
        }
    }

    @Test
    void isGoneWithItsServerWhenTheProgramIsKilled() throws Exception {
        Process doomed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Doomed.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = doomed.inputReader()) {
            Path directory = Path.of(String.valueOf(said.readLine()));
            long server = Long.parseLong(String.valueOf(said.readLine()));
            assertThat(Processes.running(server)).isTrue();

            doomed.destroyForcibly().waitFor();

            Await.until("the server's end", A_MOMENT, () -> !Processes.running(server));
            Await.until("the directory to be gone", A_MOMENT, () -> !Files.exists(directory));
        } finally {
            doomed.destroyForcibly();
        }
    }

    @Test
    void isGoneWithEverythingInItAndLeavesNoProcess() throws IOException {
        WorkDirectory directory = WorkDirectory.create("alluvium-test-");
        Path below = Files.createDirectories(directory.path().resolve("a").resolve("b"));
        Files.writeString(below.resolve("file"), "text");

        directory.close();

        assertThat(directory.path()).doesNotExist();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(directory.path().toString()));
    }
}
