// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** fake-gcs-server's image, of the version that {@code docker/.env} pins. */
final class GcsContainer implements AutoCloseable {
    private static final Path PINNED = Path.of("..", "docker", ".env");
    private static final String IMAGE = "GCS_IMAGE=";
    private static final int PORT = 4443;

    private final GenericContainer<?> container;
    private final URI uri;

    private GcsContainer(GenericContainer<?> container, URI uri) {
        this.container = container;
        this.uri = uri;
    }

    /** Whether Docker runs here. */
    static boolean canRun() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** The caller closes it. */
    static GcsContainer start() throws IOException, InterruptedException {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image()));
        container
                .withCommand("-scheme=http", "-port=" + PORT, "-backend=memory", "-log-level=error")
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/_internal/healthcheck").forPort(PORT))
                .start();
        URI uri = URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT));
        // Uploads in parts are answered with an address, and which one it is has only just been decided.
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/_internal/config"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"externalUrl\":\"" + uri + "\"}"))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            container.stop();
            throw new IOException("the emulator would not be told its address: " + status);
        }
        return new GcsContainer(container, uri);
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        container.stop();
    }

    private static String image() throws IOException {
        return Files.readAllLines(PINNED).stream()
                .filter(line -> line.startsWith(IMAGE))
                .map(line -> line.substring(IMAGE.length()))
                .findFirst()
                .orElseThrow(() -> new IOException(PINNED + " has no " + IMAGE));
    }
}
