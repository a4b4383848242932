// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * An emulator of Google Cloud Storage, fake-gcs-server, whose objects are files: whoever is on this machine may read them
 * past it.
 */
public final class GcsServer implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI uri;
    private final Path objects;
    private final Process process;

    private GcsServer(URI uri, Path objects, Process process) {
        this.uri = uri;
        this.objects = objects;
        this.process = process;
    }

    /**
     * Starts it without a bucket.
     *
     * @param program fake-gcs-server
     * @param directory takes the objects and the server's log
     * @throws StackException if it does not start; the message has the last lines of its log
     */
    public static GcsServer start(Path program, Path directory, int port) {
        URI uri = URI.create("http://" + Ports.HOST + ":" + port);
        Path objects = directory.resolve("objects");
        Path log = directory.resolve("gcs.log");
        try {
            Files.createDirectories(objects);
            Process process = new ProcessBuilder(
                            program.toString(),
                            "-scheme=http",
                            "-host=" + Ports.HOST,
                            "-port=" + port,
                            "-backend=filesystem",
                            "-filesystem-root=" + objects,
                            "-external-url=" + uri,
                            "-log-level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            GcsServer server = new GcsServer(uri, objects, process);
            Await.until("the emulator at " + uri, START_TIMEOUT, () -> !process.isAlive() || server.answers());
            if (!process.isAlive()) {
                throw new StackException(program + " ended\n" + LogTail.of(log));
            }
            return server;
        } catch (IOException e) {
            throw new StackException(program + " did not start on port " + port, e);
        }
    }

    /** Where clients find it. */
    public URI uri() {
        return uri;
    }

    /** What Hadoop must be told to find a store that speaks as this one does, such as a proxy in front of it. */
    public static Map<String, String> hadoop(URI store) {
        return Map.of(
                "fs.gs.storage.root.url", store + "/",
                "fs.gs.auth.type", "UNAUTHENTICATED",
                "fs.gs.project.id", "alluvium");
    }

    /** Makes a bucket, and tells where its objects are as files. */
    public Path createBucket(String name) {
        int status = send(HttpRequest.newBuilder(uri.resolve("/storage/v1/b?project=alluvium"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\"}"))
                .build());
        if (status != 200) {
            throw new StackException("the emulator at " + uri + " made no bucket " + name + ": " + status);
        }
        return objects.resolve(name);
    }

    /** Puts an object into a bucket. */
    public void upload(String bucket, String name, byte[] content) {
        String query = "uploadType=media&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        int status = send(HttpRequest.newBuilder(uri.resolve("/upload/storage/v1/b/" + bucket + "/o?" + query))
                .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                .build());
        if (status != 200) {
            throw new StackException("the emulator at " + uri + " did not take " + name + ": " + status);
        }
    }

    private boolean answers() {
        try {
            return send(HttpRequest.newBuilder(uri.resolve("/_internal/healthcheck"))
                            .build())
                    == 200;
        } catch (StackException notYet) {
            return false;
        }
    }

    private int send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new StackException("the emulator at " + uri + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while the emulator at " + uri + " was asked", e);
        }
    }

    @Override
    public void close() {
        // It keeps nothing in memory, and nobody needs its files to be whole any more.
        process.destroyForcibly();
        process.onExit().join();
    }
}
