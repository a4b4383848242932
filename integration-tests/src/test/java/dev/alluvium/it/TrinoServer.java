// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A Trino of one node, which keeps what it knows of tables in files. */
final class TrinoServer implements AutoCloseable {
    /** Under load, that is. */
    private static final Duration START = Duration.ofMinutes(5);

    private final TrinoClient client;
    private final Path log;
    private final Process process;

    /** Skips the test, or fails it, where there is no Trino. */
    TrinoServer(Path directory) throws IOException {
        Path home = Components.required("ALLUVIUM_TRINO_HOME", "a Trino server, as .ci/trino installs it");
        Path java =
                Components.required("ALLUVIUM_TRINO_JAVA_HOME", "a JDK of 24 or later, as .ci/python --java tells one");
        int port = Ports.free(1).base();
        String url = "http://" + Ports.HOST + ":" + port;
        client = new TrinoClient(url);
        log = directory.resolve("trino.log");
        Path configuration = Files.writeString(
                directory.resolve("trino.properties"),
                String.join(
                        "\n",
                        "coordinator=true",
                        "node-scheduler.include-coordinator=true",
                        "http-server.http.port=" + port,
                        "discovery.uri=" + url,
                        "node.internal-address=" + Ports.HOST,
                        "query.max-memory-per-node=300MB",
                        "memory.heap-headroom-per-node=200MB",
                        "catalog.management=dynamic",
                        "catalog.store=memory",
                        "plugin.dir=" + home.resolve("plugin")));
        process = new ProcessBuilder(
                        java.resolve("bin").resolve("java").toString(),
                        "-Xmx1g",
                        "-Duser.timezone=UTC",
                        "-Djdk.attach.allowAttachSelf=true",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dconfig=" + configuration,
                        "-Dnode.environment=test",
                        "-Dnode.data-dir=" + directory.resolve("trino"),
                        "-cp",
                        home.resolve("lib") + "/*",
                        "io.trino.server.TrinoServer")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Await.until("Trino to start", START, this::started);
        } catch (RuntimeException e) {
            close();
            throw new IOException("Trino does not start; its log:\n" + Files.readString(log), e);
        }
    }

    private boolean started() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Trino has ended: " + process.exitValue());
        }
        return client.started();
    }

    TrinoClient.Answer sql(String statement) throws IOException {
        return client.sql(statement);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
