// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An answer of the store, or one in its place. */
final class GcsReply {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private GcsReply(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static GcsReply of(HttpResponse<byte[]> response) {
        return new GcsReply(response.statusCode(), response.headers().map(), response.body());
    }

    static GcsReply empty(int status) {
        return new GcsReply(status, Map.of("Content-Type", List.of("text/plain")), new byte[0]);
    }

    static GcsReply error(int status, String reason) {
        String body = "{\"error\":{\"code\":" + status + ",\"message\":\"by the test: " + reason
                + "\",\"errors\":[{\"reason\":\"" + reason + "\",\"domain\":\"global\"}]}}";
        return new GcsReply(
                status, Map.of("Content-Type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
