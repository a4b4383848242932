// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Asks a Trino by its <a href="https://trino.io/docs/current/develop/client-protocol.html">REST protocol</a>, in UTC. */
final class TrinoClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /** @param url where its coordinator answers, without a path */
    TrinoClient(String url) {
        this.url = url;
    }

    /** What a statement gives: the columns as the protocol describes them, and an array for each row. */
    record Answer(List<JsonNode> columns, List<JsonNode> rows) {}

    /** Whether it takes statements yet. */
    boolean started() {
        try {
            return !send(HttpRequest.newBuilder(URI.create(url + "/v1/info")).build())
                    .path("starting")
                    .asBoolean(true);
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @throws IOException if the statement fails; the message has what Trino says */
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
}
