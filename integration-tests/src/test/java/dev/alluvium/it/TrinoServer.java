// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Trino of one node, which keeps what it knows of tables in files, and is asked by its REST protocol. */
final class TrinoServer implements AutoCloseable {
    /** Under load, that is. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Path log;
    private final Process process;

    /** What a statement gives: the columns as the protocol describes them, and an array for each row. */
    record Answer(List<JsonNode> columns, List<JsonNode> rows) {}

    /** Skips the test, or fails it, where there is no Trino. */
    TrinoServer(Path directory) throws IOException {
        Path home = Components.required("ALLUVIUM_TRINO_HOME", "a Trino server, as .ci/trino installs it");
        Path java =
                Components.required("ALLUVIUM_TRINO_JAVA_HOME", "a JDK of 24 or later, as .ci/python --java tells one");
        int port = Ports.free(1).base();
        url = "http://" + Ports.HOST + ":" + port;
        log = directory.resolve("trino.log");
        Path configuration = Files.writeString(
                directory.resolve("trino.properties"),
                String.join(
                        "\n",
                        "coordinator=true",
                        "node-scheduler.include-coordinator=true",
                        "http-server.http.port=" + port,
                        "discovery.uri=" + url,
                        "node.internal-address=" + Ports.HOST,
                        "query.max-memory-per-node=300MB",
                        "memory.heap-headroom-per-node=200MB",
                        "catalog.management=dynamic",
                        "catalog.store=memory",
                        "plugin.dir=" + home.resolve("plugin")));
        process = new ProcessBuilder(
                        java.resolve("bin").resolve("java").toString(),
                        "-Xmx1g",
                        "-Duser.timezone=UTC",
                        "-Djdk.attach.allowAttachSelf=true",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dconfig=" + configuration,
                        "-Dnode.environment=test",
                        "-Dnode.data-dir=" + directory.resolve("trino"),
                        "-cp",
                        home.resolve("lib") + "/*",
                        "io.trino.server.TrinoServer")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Await.until("Trino to start", START, this::started);
        } catch (RuntimeException e) {
            close();
            throw new IOException("Trino does not start; its log:\n" + Files.readString(log), e);
        }
    }

    private boolean started() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Trino has ended: " + process.exitValue());
        }
        try {
            return !send(HttpRequest.newBuilder(URI.create(url + "/v1/info")).build())
                    .path("starting")
                    .asBoolean(true);
        } catch (IOException notYet) {
            return false;
        }
    }

    Answer sql(String statement) throws IOException {
        JsonNode page = send(HttpRequest.newBuilder(URI.create(url + "/v1/statement"))
                .header("X-Trino-User", "it")
                .header("X-Trino-Time-Zone", "UTC")
                // Without it, types come without the precision of their times.
                .header("X-Trino-Client-Capabilities", "PARAMETRIC_DATETIME")
                .POST(HttpRequest.BodyPublishers.ofString(statement))
                .build());
        List<JsonNode> columns = new ArrayList<>();
        List<JsonNode> rows = new ArrayList<>();
        while (true) {
            if (page.has("error")) {
                throw new IOException(
                        "Trino: " + page.get("error").get("message").asText() + ", at " + statement);
            }
            if (columns.isEmpty()) {
                page.path("columns").forEach(columns::add);
            }
            page.path("data").forEach(rows::add);
            if (!page.has("nextUri")) {
                return new Answer(columns, rows);
            }
            page = send(HttpRequest.newBuilder(URI.create(page.get("nextUri").asText()))
                    .build());
        }
    }

    private JsonNode send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("Trino: HTTP " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
