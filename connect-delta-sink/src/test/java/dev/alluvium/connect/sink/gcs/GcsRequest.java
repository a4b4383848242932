// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;

/** A request that has come in as a whole, and may be passed on later than its sender waits for the answer. */
final class GcsRequest {
    private final HttpExchange exchange;
    private final byte[] body;

    GcsRequest(HttpExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    HttpExchange exchange() {
        return exchange;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    URI uri() {
        return exchange.getRequestURI();
    }

    byte[] body() {
        return body;
    }
}
