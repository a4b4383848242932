// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.alluvium.connect.sink.core.LogLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that a config provider puts into the configuration, and a server that gives tokens for it. */
final class GcsKeyTokensTest {
    private final List<String> authorizations = new ArrayList<>();
    private int tokens;
    private HttpServer google;

    @BeforeEach
    void startGoogle() throws IOException {
        google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        google.createContext("/", exchange -> {
            boolean isToken = exchange.getRequestURI().getPath().equals("/token");
            exchange.getRequestBody().readAllBytes();
            if (!isToken) {
                authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            }
            String answer = isToken
                    ? "{\"access_token\":\"token-" + ++tokens + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                    : "{\"items\":[{\"name\":\"lake/part-1\",\"size\":\"7\"}]}";
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        google.start();
    }

    @AfterEach
    void stopGoogle() {
        google.stop(0);
    }

    @Test
    void goWithEachRequestUntilTheyExpire() throws Exception {
        Configuration configuration = configuration(key());
        Path lake = new Path("gs://bucket-of-key/lake");

        assertThat(lake.getFileSystem(configuration).listStatus(lake)).hasSize(1);
        assertThat(lake.getFileSystem(configuration).listStatus(lake)).hasSize(1);

        assertThat(authorizations)
                .hasSize(2)
                .allMatch(sent -> sent.startsWith("Bearer token-"))
                .doesNotContainNull();
    }

    @Test
    void sayThatAKeyIsNoneWithoutRepeatingIt() {
        Configuration configuration = configuration("{\"private_key\":\"hunter2\"}");

        assertThatThrownBy(() -> new Path("gs://bucket-of-no-key/lake").getFileSystem(configuration))
                .hasMessageContaining("hadoop.alluvium.gcs.service.account.json is not the JSON key")
                .hasMessageNotContaining("hunter2");
    }

    private String uri() {
        return "http://127.0.0.1:" + google.getAddress().getPort();
    }

    private Configuration configuration(String key) {
        Map<String, String> hadoop =
                Map.of("alluvium.gcs.service.account.json", key, "fs.gs.storage.root.url", uri() + "/");
        return new HadoopStorage(new StorageSettings("gs://bucket-of-key", LogLibrary.KERNEL, 10, hadoop))
                .configuration();
    }

    private String key() throws IOException, NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "type", "service_account",
                        "client_id", "1",
                        "client_email", "sink@test.example",
                        "private_key_id", "1",
                        "private_key", "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n",
                        "token_uri", uri() + "/token"));
    }
}
