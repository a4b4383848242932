// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.repackaged.gcs.com.google.cloud.hadoop.gcsio.GoogleCloudStorageOptions;
import com.google.cloud.hadoop.repackaged.gcs.com.google.cloud.hadoop.util.RequesterPaysOptions;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** What gcs-connector can do and the sink's own requests cannot: said at once rather than passed over. */
final class GcsLimits {
    private static final String DELEGATION = "fs.gs.delegation.token.binding";
    private static final String CLIENT = "fs.gs.client.type";

    private GcsLimits() {}

    static void check(GoogleCloudStorageOptions options, Configuration configuration) throws IOException {
        if (options.getEncryptionKey() != null) {
            throw refused("fs.gs.encryption.key", "give the bucket a default key of Cloud KMS instead");
        }
        if (options.getRequesterPaysOptions().getMode() != RequesterPaysOptions.RequesterPaysMode.DISABLED) {
            throw refused("fs.gs.requester.pays.mode", "write to a bucket that its owner pays for");
        }
        if (configuration.get(DELEGATION) != null) {
            throw refused(DELEGATION, "use one of the ways to authenticate that docs/gcs.md names");
        }
        if (!configuration.get(CLIENT, "HTTP_API_CLIENT").equals("HTTP_API_CLIENT")) {
            throw refused(CLIENT, "leave it out");
        }
    }

    private static IOException refused(String key, String instead) {
        return new IOException("hadoop." + key + " is not supported by this sink: " + instead);
    }
}
