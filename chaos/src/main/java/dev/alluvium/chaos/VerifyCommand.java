// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The {@code verify} command, as users run it, on all tables of a warehouse.
 *
 * @param exitCode 0 if it is proven that nothing is lost or doubled
 * @param said its report
 */
public record VerifyCommand(int exitCode, String said) {
    private static final String JAR = "alluvium-verify.jar";

    /** Runs it against Kafka, whose end the tables must have reached. */
    static VerifyCommand run(Path warehouse, String bootstrapServers) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-jar",
                ChaosStack.property("alluvium.verify").resolve(JAR).toString(),
                "--bootstrap-servers",
                bootstrapServers,
                "--complete",
                warehouse.toString()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> allOf(process));
            return new VerifyCommand(process.waitFor(), said.join());
        } catch (IOException e) {
            throw new StackException("could not run verify", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while verify ran", e);
        }
    }

    public boolean proven() {
        return exitCode == 0;
    }

    /** Its last line: the verdict. */
    String verdict() {
        return said.lines().filter(line -> !line.isBlank()).reduce("it said nothing", (before, line) -> line);
    }

    private static String allOf(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StackException("could not read what verify said", e);
        }
    }
}
