// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** What gcs-connector can do and the sink's own requests cannot: said at once rather than passed over. */
final class GcsLimits {
    private GcsLimits() {}

    static void check(Configuration configuration) throws IOException {
        refuse(configuration, "fs.gs.encryption.key", "", "give the bucket a default key of Cloud KMS instead");
        refuse(configuration, "fs.gs.requester.pays.mode", "DISABLED", "write to a bucket that its owner pays for");
        refuse(configuration, "fs.gs.delegation.token.binding", "", "authenticate in a way that docs/gcs.md names");
        refuse(configuration, "fs.gs.client.type", "HTTP_API_CLIENT", "leave it out");
    }

    private static void refuse(Configuration configuration, String key, String allowed, String instead)
            throws IOException {
        if (!configuration.get(key, allowed).equals(allowed)) {
            throw new IOException("hadoop." + key + " is not supported by this sink: " + instead);
        }
    }
}
