// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.stack.Processes;
import dev.alluvium.quickstart.stack.StackFiles;
import dev.alluvium.quickstart.stack.WorkDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The quickstart as {@code ./quickstart} starts it once everything is built, with a temporary directory for itself. */
final class QuickstartProcess implements AutoCloseable {
    private static final Duration SLOW = Duration.ofMinutes(5);

    private final WorkDirectory directory = WorkDirectory.create("alluvium-it-");
    private final Path temporary = directory.path().resolve("tmp");
    private final Path out = directory.path().resolve("out");
    private final Path err = directory.path().resolve("err");
    private final Process process;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    QuickstartProcess(Ports ports, String... options) throws IOException {
        Files.createDirectories(temporary);
        Path stack = StackFiles.locate().root().toRealPath();
        String classPath = Stream.of(
                        stack.resolveSibling("classes").toString(),
                        stack.resolve("tool-libs") + "/*",
                        stack.resolve("kafka-libs") + "/*")
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:-UsePerfData",
                "-Duser.timezone=UTC",
                "-Djava.io.tmpdir=" + temporary,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath,
                "dev.alluvium.quickstart.QuickstartCommand",
                "--configs",
                Path.of(System.getProperty("alluvium.configs")).toRealPath().toString(),
                "--port-base",
                Integer.toString(ports.base())));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Waits until the quickstart has said this. */
    void awaitSaid(String text) {
        Await.until(() -> "the quickstart to say '" + text + "'; it said:\n" + said() + complained(), SLOW, () -> {
            process.descendants().forEach(seen::add);
            if (!process.isAlive()) {
                throw new IllegalStateException("the quickstart ended and said:\n" + said() + complained());
            }
            return said().contains(text);
        });
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(SLOW.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the quickstart did not end; it said:\n" + said() + complained());
        }
        return process.exitValue();
    }

    String said() {
        return read(out);
    }

    String complained() {
        return read(err);
    }

    /** Every process that was below the quickstart and runs yet, and the file that stands for a PostgreSQL. */
    List<String> running() throws IOException {
        List<String> running = new ArrayList<>();
        seen.stream()
                .filter(process -> Processes.running(process.pid()))
                .forEach(process -> running.add(process.pid() + " " + process.info()));
        try (Stream<Path> files = Files.walk(temporary)) {
            files.filter(file -> file.endsWith("postmaster.pid")).forEach(file -> running.add(file.toString()));
        }
        return running;
    }

    /** What is left in its temporary directory. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new IllegalStateException("could not read " + file, e);
        }
    }

    @Override
    public void close() {
        // Never by SIGKILL first: that would try the sweeper in tests of something else.
        process.toHandle().destroy();
        try {
            awaitExit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        directory.close();
    }
}
