// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * fake-gcs-server, one for all tests of a JVM: a running one that {@code GCS_EMULATOR_HOST} names, or a process of the
 * binary that {@code ALLUVIUM_GCS_EMULATOR} names or that is on the {@code PATH}, or a container. Where there is none, tests are
 * skipped;
 * {@code ALLUVIUM_COMPONENTS=required} makes that a failure.
 *
 * <p>Where it differs from Google's service: it knows no permissions; an upload by {@code uploadType=media} ignores
 * preconditions, which is why ours are multipart, as Google's own clients' are; and it takes the question how far an upload
 * has come for its end, which {@link GcsProxy} answers in its place.
 */
public final class GcsEmulator implements BeforeAllCallback {
    private static final String BINARY = "fake-gcs-server";
    private static final String RUNNING = "GCS_EMULATOR_HOST";
    private static final String INSTALLED = "ALLUVIUM_GCS_EMULATOR";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long START_TIMEOUT_S = 60;
    private static final long LOOK_AGAIN_MS = 20;

    private Server server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(Namespace.create(GcsEmulator.class))
                .getOrComputeIfAbsent(Server.class, absent -> start(System.getenv()), Server.class);
    }

    public URI uri() {
        return server.uri();
    }

    /** Makes a bucket of a name that no other has, and tells it. */
    public String newBucket() throws IOException, InterruptedException {
        String name = "alluvium-" + UUID.randomUUID();
        HttpRequest request = HttpRequest.newBuilder(uri().resolve("/storage/v1/b?project=test"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\"}"))
                .build();
        int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("the emulator could not make a bucket: " + status);
        }
        return name;
    }

    /** Settings by which a client reaches a store at {@code uri}, which may be a proxy before it. */
    public static Map<String, String> hadoop(URI uri) {
        return Map.of(
                "fs.gs.storage.root.url", uri + "/",
                "fs.gs.auth.type", "UNAUTHENTICATED",
                "fs.gs.project.id", "test",
                "fs.gs.operation.move.enable", "false");
    }

    private static Server start(Map<String, String> environment) {
        String running = environment.getOrDefault(RUNNING, "");
        if (!running.isEmpty()) {
            return new Server(URI.create(running.contains("://") ? running : "http://" + running), () -> {});
        }
        Optional<Path> binary = binary(environment);
        try {
            if (binary.isPresent()) {
                return start(binary.get());
            }
            if (!GcsContainer.canRun()) {
                throw absent(environment);
            }
            GcsContainer container = GcsContainer.start();
            return new Server(container.uri(), container::close);
        } catch (IOException e) {
            throw new AssertionError("the emulator does not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Optional<Path> binary(Map<String, String> environment) {
        String installed = environment.getOrDefault(INSTALLED, "");
        if (!installed.isEmpty()) {
            return Optional.of(Path.of(installed));
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, BINARY))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Error absent(Map<String, String> environment) {
        String what = "no emulator of Google Cloud Storage: neither " + RUNNING + " nor " + INSTALLED
                + " is set, as .ci/gcs tells it, nor is " + BINARY + " on the PATH, nor does Docker run";
        if (environment.getOrDefault("ALLUVIUM_COMPONENTS", "").equals("required")) {
            return new AssertionError(what);
        }
        throw new TestAbortedException(what);
    }

    private static Server start(Path binary) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI uri = URI.create("http://127.0.0.1:" + port);
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "-scheme=http",
                        "-host=127.0.0.1",
                        "-port=" + port,
                        "-backend=memory",
                        "-external-url=" + uri,
                        "-log-level=error")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Server server = new Server(uri, process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_TIMEOUT_S);
        while (!isUp(uri)) {
            if (process.waitFor(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                server.close();
                throw new IOException("it did not answer at " + uri);
            }
        }
        return server;
    }

    private static boolean isUp(URI uri) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri.resolve("/_internal/healthcheck"))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private record Server(URI uri, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }
}
