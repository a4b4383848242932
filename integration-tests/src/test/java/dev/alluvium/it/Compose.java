// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The stack of {@code docker/compose.yaml}, under a name of its own, so that a user's is left alone. */
final class Compose implements AutoCloseable {
    /** In the checkout, beside this module. */
    static final Path FILES = Path.of("..", "docker").toAbsolutePath().normalize();

    private static final String PROJECT = "alluvium-it";
    /** Connect's image is built before anything starts. */
    private static final long TIMEOUT_MIN = 15;

    private final Path docker;
    private final Path directory;
    private final Map<String, String> environment;

    /**
     * Skips the test, or fails it, where there is no Docker.
     *
     * @param directory takes what Docker says
     * @param environment variables that win over those of {@code docker/.env}, such as ports
     */
    Compose(Path directory, Map<String, String> environment) {
        docker = Components.required("ALLUVIUM_DOCKER", "a docker program that knows compose, as .ci/docker prints it");
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /** What {@code docker compose} with these arguments says on standard output. */
    String run(String... arguments) throws IOException {
        return run(FILES.resolve("compose.yaml"), arguments);
    }

    /** The same, of another file in its place. */
    String run(Path file, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                docker.toString(),
                "compose",
                "--ansi=never",
                "--project-name=" + PROJECT,
                "--project-directory=" + FILES,
                "--file=" + file));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(directory, "docker-", ".out");
        Path errors = Files.createTempFile(directory, "docker-", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(errors.toFile())
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!ended(process)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", arguments) + " took too long\n" + Files.readString(errors));
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with " + process.exitValue() + "\n" + Files.readString(errors));
        }
        return Files.readString(said).strip();
    }

    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(TIMEOUT_MIN, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Ends all of it, and forgets its data. */
    @Override
    public void close() throws IOException {
        run("--profile=*", "down", "--volumes", "--remove-orphans", "--timeout=5");
    }
}
