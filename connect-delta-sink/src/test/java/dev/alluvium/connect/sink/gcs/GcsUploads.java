// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.gcs;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far uploads in parts have come, by what storage answered to their parts. */
final class GcsUploads {
    private static final int INCOMPLETE = 308;

    private final Map<String, GcsReply> last = new ConcurrentHashMap<>();

    void answered(String method, URI uri, GcsReply reply) {
        String id = GcsCall.query(uri).get("upload_id");
        if (id != null && method.equals("PUT")) {
            last.put(id, reply);
        }
    }

    GcsReply progress(URI uri) {
        GcsReply known = last.get(GcsCall.query(uri).getOrDefault("upload_id", ""));
        return known == null ? GcsReply.empty(INCOMPLETE) : known;
    }
}
