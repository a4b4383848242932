// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.repackaged.gcs.com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.hadoop.repackaged.gcs.com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.hadoop.util.AccessTokenProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a service account whose key stands in the configuration, where a config provider of the worker puts it:
 * gcs-connector itself takes files only.
 *
 * <p>Public because gcs-connector makes it by reflection.
 */
public final class GcsKeyTokens implements AccessTokenProvider {
    /** The whole of the JSON that Google gives out as the key. */
    static final String KEY = "alluvium.gcs.service.account.json";

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private @Nullable Configuration configuration;
    private @Nullable AccessToken current;

    @Override
    public synchronized AccessToken getAccessToken() {
        AccessToken token = current;
        if (token == null) {
            try {
                token = fetch();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            current = token;
        }
        return token;
    }

    @Override
    public synchronized void refresh() throws IOException {
        current = fetch();
    }

    private AccessToken fetch() throws IOException {
        var token = credentials().refreshAccessToken();
        return new AccessToken(token.getTokenValue(), token.getExpirationTime().toInstant());
    }

    private GoogleCredentials credentials() throws IOException {
        String json = getConf().get(KEY, "");
        try {
            return ServiceAccountCredentials.fromStream(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                    .createScoped(List.of(SCOPE));
        } catch (IOException | RuntimeException e) {
            // Without its cause, which may repeat what it could not read.
            throw new IOException("hadoop." + KEY + " is not the JSON key of a service account");
        }
    }

    @Override
    public void setConf(Configuration conf) {
        configuration = conf;
    }

    @Override
    public Configuration getConf() {
        return Objects.requireNonNull(configuration, "not configured");
    }
}
