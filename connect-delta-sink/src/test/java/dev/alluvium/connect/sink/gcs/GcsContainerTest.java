// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Where Docker runs, and nothing nearer is to be had, the emulator comes as an image. CI has something nearer, so it is tried by itself. */
@EnabledIfEnvironmentVariable(
        named = "ALLUVIUM_DOCKER",
        matches = ".+",
        disabledReason = "ALLUVIUM_DOCKER is not set, as .ci/docker prints it")
class GcsContainerTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theImageKeepsPreconditionsAndTellsWhereUploadsGoOn() throws Exception {
        try (GcsContainer container = GcsContainer.start()) {
            URI uri = container.uri();
            assertThat(post(uri.resolve("/storage/v1/b?project=test"), "{\"name\":\"lake\"}")
                            .statusCode())
                    .isEqualTo(200);
            URI upload =
                    uri.resolve("/upload/storage/v1/b/lake/o?uploadType=resumable&name=version&ifGenerationMatch=0");

            URI first = session(upload);
            URI second = session(upload);
            assertThat(first.getAuthority()).isEqualTo(uri.getAuthority());
            assertThat(put(first, "1").statusCode()).isEqualTo(200);
            assertThat(put(second, "2").statusCode()).isEqualTo(412);
        }
    }

    private URI session(URI upload) throws IOException, InterruptedException {
        return URI.create(post(upload, "").headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> put(URI uri, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
