// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.contract.ContractDraft.Field;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Asks a schema registry for the schema of a topic.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html#subjects">Schema Registry API, subjects</a>
 */
final class SchemaRegistry {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaRegistry() {}

    /** @throws IllegalArgumentException if it cannot be had, or is none that can be read */
    static List<Field> fields(URI registry, String subject) {
        String url = registry.toString().replaceFirst("/+$", "") + "/subjects/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions/latest";
        JsonNode answer = json(url, get(url));
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new IllegalArgumentException("the schema of " + subject + " is of type " + type
                    + ", of which no contract can be inferred: write the table first, then take --from-delta");
        }
        return AvroFields.of(json(url, answer.path("schema").asText()));
    }

    private static String get(String url) {
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(TIMEOUT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IllegalArgumentException(url + " answers " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalArgumentException(url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException(url + " was not waited for", e);
        }
    }

    private static JsonNode json(String url, String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(url + " answers with what is no JSON", e);
        }
    }
}
