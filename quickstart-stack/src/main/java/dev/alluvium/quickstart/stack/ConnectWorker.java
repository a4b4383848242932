// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Connect worker as a process of its own: it can be stopped, killed, paused and started again, and the broker lives on.
 *
 * <p>It ends by itself when this JVM does, however this JVM ends.
 */
public final class ConnectWorker implements AutoCloseable {
    private static final String MAIN = "dev.alluvium.quickstart.worker.WorkerMain";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final Map<String, String> LOGGING = Map.of(
            "defaultLogLevel", "info",
            "showDateTime", "true",
            "dateTimeFormat", "HH:mm:ss.SSS",
            "showShortLogName", "true",
            "levelInBrackets", "true",
            "log.org.apache.kafka.clients", "warn",
            "log.org.apache.kafka.common", "warn",
            "log.org.apache.kafka.connect.runtime.ConnectorConfig", "warn",
            "log.org.apache.kafka.connect.json", "warn",
            "log.org.eclipse.jetty", "warn");

    private final WorkerSettings settings;
    private final Path log;
    private final ConnectRest rest;
    private @Nullable Process process;

    public ConnectWorker(WorkerSettings settings) {
        this.settings = settings;
        this.log = settings.directory().resolve("worker.log");
        this.rest = new ConnectRest("http://" + Ports.HOST + ":" + settings.restPort());
    }

    /**
     * Starts the process, for the first time or again after it ended; does not wait for its REST API.
     *
     * @throws IllegalStateException if it is running
     */
    public synchronized void start() {
        if (alive()) {
            throw new IllegalStateException("the worker is running, pid " + pid());
        }
        Path properties = settings.directory().resolve("worker.properties");
        try {
            Files.createDirectories(temporary());
            Properties p = new Properties();
            p.putAll(settings.properties());
            try (Writer writer = Files.newBufferedWriter(properties)) {
                p.store(writer, null);
            }
            ProcessBuilder builder = new ProcessBuilder(command(properties))
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .redirectError(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(settings.environment());
            process = builder.start();
        } catch (IOException e) {
            throw new StackException("could not start a Connect worker in " + settings.directory(), e);
        }
    }

    /** The process id; of the last process if none is running. */
    public synchronized long pid() {
        return started().pid();
    }

    public synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    /** Completes with the exit code when the present process ends. */
    public synchronized CompletableFuture<Integer> exit() {
        return started().onExit().thenApply(Process::exitValue);
    }

    /** The REST API of this worker; reachable once {@link #awaitReady} returned. */
    public ConnectRest rest() {
        return rest;
    }

    /**
     * Waits until the REST API serves requests.
     *
     * @throws StackException if it does not in time, or if the process ends; with the last lines of its log
     */
    public void awaitReady(Duration timeout) {
        try {
            Await.until("the Connect worker's REST API", timeout, () -> !alive() || rest.ready());
        } catch (StackException e) {
            throw new StackException(e.getMessage() + "\n" + logTail(), e);
        }
        if (!alive()) {
            throw new StackException("the Connect worker ended while starting\n" + logTail());
        }
    }

    /** Asks it to stop in order (SIGTERM) and waits; kills it if it takes too long. */
    public void stop() {
        Process ending = orNull();
        if (ending == null) {
            return;
        }
        // Not Process.destroy(): that also closes the worker's standard input, at whose end it drops everything.
        ending.toHandle().destroy();
        if (!ended(ending, STOP_TIMEOUT)) {
            kill();
        }
    }

    /** Ends it at once (SIGKILL), with no chance to say good-bye, and waits until it is gone. */
    public void kill() {
        Process ending = orNull();
        if (ending != null) {
            ending.destroyForcibly();
            ended(ending, STOP_TIMEOUT);
        }
    }

    /** Freezes it (SIGSTOP): it holds its connections but does nothing, as in a very long garbage collection. */
    public void pause() {
        signal("STOP");
    }

    /** Wakes it again (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    /** The last lines of its log, for an error message. */
    public String logTail() {
        return LogTail.of(log);
    }

    public Path log() {
        return log;
    }

    @Override
    public void close() {
        stop();
    }

    private void signal(String name) {
        try {
            // The shell's own: a machine need not have a program of that name.
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " \"$1\"", "sh", Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!ended(kill, STOP_TIMEOUT) || kill.exitValue() != 0) {
                throw new StackException("could not send SIG" + name + " to the worker, pid " + pid());
            }
        } catch (IOException e) {
            throw new StackException("could not run kill", e);
        }
    }

    private static boolean ended(Process process, Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return true;
        }
    }

    private synchronized Process started() {
        if (process == null) {
            throw new IllegalStateException("the worker was never started");
        }
        return process;
    }

    private synchronized @Nullable Process orNull() {
        return process;
    }

    private Path temporary() {
        return settings.directory().resolve("tmp");
    }

    private List<String> command(Path properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings.jvmOptions());
        command.add("-Duser.timezone=UTC");
        // A killed worker leaves files behind: native libraries, and what jps reads.
        command.add("-Djava.io.tmpdir=" + temporary());
        command.add("-XX:-UsePerfData");
        LOGGING.forEach((key, value) -> command.add("-Dorg.slf4j.simpleLogger." + key + "=" + value));
        command.add("-cp");
        command.add(settings.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(MAIN);
        command.add(properties.toString());
        return command;
    }
}
