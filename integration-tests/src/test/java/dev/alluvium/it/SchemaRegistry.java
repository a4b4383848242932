// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A schema registry as a process of its own, which keeps its schemas in memory. */
final class SchemaRegistry implements AutoCloseable {
    private static final String AVRO = "io.apicurio.registry.utils.converter.AvroConverter";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final Process process;

    private SchemaRegistry(String url, Process process) {
        this.url = url;
        this.process = process;
    }

    static SchemaRegistry start(Path directory) throws IOException {
        Path jar;
        try (var files = java.nio.file.Files.list(target().resolve("registry"))) {
            jar = files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no registry in " + target() + "; build all modules first"));
        }
        int port = Ports.free(1).base();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dquarkus.http.host=" + Ports.HOST,
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        jar.toAbsolutePath().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        SchemaRegistry registry = new SchemaRegistry("http://" + Ports.HOST + ":" + port, process);
        Await.until("the schema registry to answer", Cluster.SOON, registry::ready);
        return registry;
    }

    /** Where Connect finds the converters that ask this registry. */
    static Path plugins() {
        return target().resolve("plugins");
    }

    private static Path target() {
        return Path.of(System.getProperty("alluvium.registry")).toAbsolutePath();
    }

    /** Keys and values as Avro, for a source or a sink. */
    Map<String, String> avroConverters() {
        Map<String, String> config = new HashMap<>();
        for (String part : new String[] {"key", "value"}) {
            String prefix = part + ".converter";
            config.put(prefix, AVRO);
            config.put(prefix + ".apicurio.registry.url", url + "/apis/registry/v2");
            config.put(prefix + ".apicurio.registry.auto-register", "true");
            config.put(prefix + ".apicurio.registry.find-latest", "true");
        }
        return config;
    }

    /**
     * Of its own protocol, which its serializers and deserializers take. Schemas are registered beforehand: registering
     * them itself, the serializer would also register each file of Google's that they import, and then cannot read them.
     */
    Map<String, String> serdes() {
        return Map.of(
                "apicurio.registry.url", url + "/apis/registry/v2",
                "apicurio.registry.auto-register", "false",
                "apicurio.registry.find-latest", "true",
                "apicurio.registry.serde.validation-enabled", "false");
    }

    /** Where it speaks the protocol of Confluent's. */
    String confluentUrl() {
        return url + "/apis/ccompat/v7";
    }

    /** How many schemas were registered. */
    int schemas() throws IOException {
        try {
            String answer = get("/apis/registry/v2/search/artifacts?limit=1").body();
            return Integer.parseInt(answer.replaceAll("(?s).*\"count\":(\\d+).*", "$1"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the schema registry has ended: " + process.exitValue());
        }
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Registers a schema of a topic's values by Confluent's protocol, if it is not, and gives its id. */
    int register(String topic, String proto) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("schemaType", "PROTOBUF", "schema", proto));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(confluentUrl() + "/subjects/" + topic + "-value/versions"))
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the registry refuses a schema of " + topic + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).path("id").intValue();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
