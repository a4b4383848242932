// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/**
 * A bucket of Google Cloud Storage as the settings of one connector reach it: gcs-connector's file system and our own
 * requests. Both are made once, as each has threads, connections and tokens.
 */
record GcsBucket(GoogleHadoopFileSystem connector, GcsRequests requests) {
    private record Key(String bucket, String identity) {}

    /** For as long as the plugin is loaded: of settings that are no longer in use, little more than this is left. */
    private static final Map<Key, GcsBucket> BUCKETS = new ConcurrentHashMap<>();

    static GcsBucket of(URI uri, Configuration configuration) throws IOException {
        Key key = new Key(String.valueOf(uri.getAuthority()), configuration.get(GcsDefaults.IDENTITY, ""));
        try {
            return BUCKETS.computeIfAbsent(key, absent -> open(uri, configuration));
        } catch (UncheckedIOException e) {
            throw new IOException("gs://" + key.bucket() + " cannot be reached: " + e.getMessage(), e.getCause());
        }
    }

    private static GcsBucket open(URI uri, Configuration configuration) {
        GoogleHadoopFileSystem connector = new GoogleHadoopFileSystem();
        try {
            GcsLimits.check(configuration);
            connector.initialize(URI.create("gs://" + uri.getAuthority()), configuration);
            return new GcsBucket(connector, GcsRequests.like(connector, configuration, uri.getAuthority()));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
