// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InferCommandTest {
    private static final String ROW = """
            {"type":"struct","fields":[
            {"name":"id","type":"long","nullable":false,"metadata":{"comment":"The number of the order"}},
            {"name":"total","type":"decimal(12,2)","nullable":true,"metadata":{}},
            {"name":"placed_at","type":"timestamp","nullable":true,"metadata":{}},
            {"name":"day","type":"date","nullable":true,"metadata":{}},
            {"name":"photo","type":"binary","nullable":true,"metadata":{}},
            {"name":"lines","type":{"type":"array","containsNull":true,"elementType":{"type":"struct","fields":[
            {"name":"sku","type":"string","nullable":true,"metadata":{}},
            {"name":"ratio","type":"double","nullable":true,"metadata":{}}]}},"nullable":true,"metadata":{}}]}""";
    private static final String CONTRACT = """
            kind: DataContract
            apiVersion: v3.1.0
            id: orders
            version: 0.1.0
            status: draft
            schema:
              - name: orders
                physicalName: orders
                logicalType: object
                properties:
                  - name: id
                    description: The number of the order
                    logicalType: integer
                    physicalType: long
                    required: true
                    logicalTypeOptions:
                      format: i64
                  - name: total
                    logicalType: number
                    physicalType: "decimal(12,2)"
                  - name: placed_at
                    logicalType: timestamp
                    physicalType: timestamp
                  - name: day
                    logicalType: date
                    physicalType: date
                  - name: photo
                    physicalType: binary
                  - name: lines
                    logicalType: array
                    items:
                      logicalType: object
                      properties:
                        - name: sku
                          logicalType: string
                          physicalType: string
                        - name: ratio
                          logicalType: number
                          physicalType: double
                          logicalTypeOptions:
                            format: f64
            """;

    @TempDir
    private Path directory;

    private record Answer(int exitCode, String out, String err) {}

    @Test
    void infersFromATable() throws IOException {
        Path table = table("orders", ROW);

        assertThat(run("infer", "--from-delta", table.toString())).isEqualTo(new Answer(0, CONTRACT, ""));
    }

    @Test
    void infersFromATableOfEnvelopesWhatTheRowIsLike() throws IOException {
        Path table = table(
                "shop_orders",
                "{\"type\":\"struct\",\"fields\":[" + field("before", ROW) + "," + field("after", ROW) + ","
                        + field("source", "\"string\"") + "," + field("op", "\"string\"") + ","
                        + field("_kafka", "\"string\"") + "]}");

        assertThat(run("infer", "--from-delta", table.toUri().toString(), "--name", "orders")
                        .out())
                .isEqualTo(CONTRACT.replace("physicalName: orders", "physicalName: shop_orders"));
    }

    @Test
    void infersFromASchemaRegistry() throws IOException {
        String schema = """
                {"type":"record","name":"Envelope","namespace":"shop","fields":[
                {"name":"before","type":["null",{"type":"record","name":"Value","fields":[
                {"name":"id","type":"long","doc":"The number"},
                {"name":"total","type":["null",{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}]},
                {"name":"day","type":{"type":"int","logicalType":"date"}},
                {"name":"parent","type":["null","Value"]},
                {"name":"either","type":["int","string"]},
                {"name":"tags","type":{"type":"array","items":"string"}}]}]},
                {"name":"after","type":["null","Value"]},{"name":"source","type":"string"},{"name":"op","type":"string"}]}""";
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/subjects/", exchange -> {
            boolean isKnown = exchange.getRequestURI().getPath().equals("/subjects/shop.orders-value/versions/latest");
            String body = isKnown
                    ? "{\"schema\":\"" + schema.replace("\"", "\\\"").replace("\n", " ") + "\"}"
                    : "{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            Answer answer = run("infer", "--from-registry", url, "--subject", "shop.orders-value");
            assertThat(answer.err()).isEmpty();
            assertThat(answer.out())
                    .contains("id: orders\n", "physicalName: shop.orders-value\n")
                    .contains("- name: id\n        description: The number\n        logicalType: integer\n")
                    .contains("physicalType: \"decimal(12,2)\"", "logicalType: date", "- name: either\n", "items:\n")
                    .containsPattern(
                            "name: total\\n +logicalType: number\\n +physicalType: \"decimal\\(12,2\\)\"\\n +- name: day");
            assertThat(run("infer", "--from-registry", url, "--subject", "other"))
                    .satisfies(other -> {
                        assertThat(other.exitCode()).isEqualTo(2);
                        assertThat(other.err()).startsWith("contract: the schema of other is of type PROTOBUF");
                    });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysWhatCannotBeRead() {
        assertThat(run("infer", "--from-delta", directory.resolve("nowhere").toString()))
                .satisfies(answer -> {
                    assertThat(answer.exitCode()).isEqualTo(2);
                    assertThat(answer.err()).startsWith("contract: ").contains("nowhere");
                });
        assertThat(run("infer").exitCode()).isEqualTo(2);
    }

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + ",\"nullable\":true,\"metadata\":{}}";
    }

    /** One without a row. */
    private Path table(String name, String schema) throws IOException {
        Path log = Files.createDirectories(directory.resolve(name).resolve("_delta_log"));
        Files.writeString(
                log.resolve("00000000000000000000.json"),
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n"
                        + "{\"metaData\":{\"id\":\"m\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":\""
                        + schema.replace("\"", "\\\"").replace("\n", "")
                        + "\",\"partitionColumns\":[],\"configuration\":{}}}\n");
        return directory.resolve(name);
    }

    private static Answer run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                ContractCommand.line().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Answer(line.execute(arguments), out.toString(), err.toString());
    }
}
