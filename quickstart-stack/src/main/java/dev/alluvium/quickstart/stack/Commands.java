// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs short commands to their end. */
final class Commands {
    private static final long TIMEOUT_S = 300;

    private Commands() {}

    /** How a command ended and what it said, on both of its outputs. */
    record Outcome(int exitCode, String said) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * Runs a command that reads nothing.
     *
     * @param directory it runs in
     * @param environment beside our own
     * @throws IOException if there is no such command, or if it does not end within five minutes
     */
    static Outcome run(List<String> command, Path directory, Map<String, String> environment) throws IOException {
        // To a file: a server that the command leaves behind would keep a pipe open.
        Path said = Files.createTempFile(directory.toAbsolutePath().getParent(), "command-", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " did not end within " + TIMEOUT_S + " s");
            }
            // Whatever its encoding is, it is only shown.
            return new Outcome(
                    process.exitValue(), new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + command.get(0), e);
        } finally {
            Files.deleteIfExists(said);
        }
    }
}
