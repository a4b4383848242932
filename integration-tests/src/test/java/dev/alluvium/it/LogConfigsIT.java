// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.stack.ConnectRest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sinks of {@code connector-configs} that have no database behind them keep what was sent. */
class LogConfigsIT {
    /** Connect's default would read a number, and write another text. */
    private static final Header NUMBER = new RecordHeader("attempt", "0010".getBytes(UTF_8));

    private static Cluster cluster;
    private static ConnectRest rest;

    @BeforeAll
    static void start() {
        cluster = new Cluster();
        rest = cluster.startWorker().rest();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void textIsKeptWithItsKeyAndHeaders() {
        cluster.createTopic("app-logs", 1);
        send("app-logs", "pod-1", "10:00 Grüße\tfrom \"here\"".getBytes(UTF_8));
        rest.register(Cluster.config("logs-delta-sink"));
        cluster.awaitRows("app_logs", 1);

        BronzeRow row = cluster.rows("app_logs").get(0);
        assertThat(row.text("value")).contains("10:00 Grüße\tfrom \"here\"");
        assertThat(row.kafka("key")).isEqualTo("pod-1");
        assertThat(headerOf(row)).isEqualTo("0010");
        rest.delete("logs-delta-sink");
    }

    @Test
    void jsonIsKeptAsTextAndWhatIsNoneIsKeptApart() {
        cluster.createTopic("app-logs-json", 1);
        send("app-logs-json", "pod-1", "{\"level\": \"warn\", \"n\": 12, \"tags\": [\"ä\", null]}".getBytes(UTF_8));
        send("app-logs-json", "pod-1", "{\"level\": ".getBytes(UTF_8));
        send("app-logs-json", "pod-1", "{\"level\": \"info\"}".getBytes(UTF_8));
        rest.register(Cluster.config("logs-json-delta-sink"));
        cluster.awaitRows("app_logs_json", 2);

        assertThat(cluster.rows("app_logs_json").stream().flatMap(row -> row.text("value").stream()))
                .containsExactly("{\"level\":\"warn\",\"n\":12,\"tags\":[\"ä\",null]}", "{\"level\":\"info\"}");
        assertThat(cluster.offsets().records(List.of("app-logs-json-dlq")))
                .as("what is no JSON")
                .isEqualTo(1);
        rest.delete("logs-json-delta-sink");
    }

    @Test
    void batchesOfOpenTelemetryAreKeptAsTheyWereSent() {
        String logs = "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
                + "{\"stringValue\":\"shop\"}}]},\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":"
                + "\"1790000000000000001\",\"severityNumber\":17,\"body\":{\"stringValue\":\"disk full\"}}]}]}]}";
        String metrics = "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"process.cpu.utilization\","
                + "\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1790000000000000001\",\"asDouble\":0.250}]}}]}]}]}";
        for (String topic : List.of("otlp_logs", "otlp_metrics", "otlp_spans")) {
            cluster.createTopic(topic, 1);
        }
        cluster.send(new ProducerRecord<String, byte[]>("otlp_logs", null, logs.getBytes(UTF_8)));
        cluster.send(new ProducerRecord<String, byte[]>("otlp_metrics", null, metrics.getBytes(UTF_8)));
        rest.register(Cluster.config("otlp-delta-sink"));
        cluster.awaitRows("otlp_logs", 1);
        // What the Collector sends where nobody told it to send JSON.
        byte[] protobuf = {10, 4, 18, 2, 10, -128};
        cluster.send(new ProducerRecord<String, byte[]>("otlp_spans", null, protobuf));
        cluster.awaitRows("otlp_metrics", 1);
        cluster.awaitRows("otlp_spans", 1);

        assertThat(cluster.rows("otlp_logs").get(0).column("value")).contains(logs.getBytes(UTF_8));
        assertThat(cluster.rows("otlp_metrics").get(0).column("value")).contains(metrics.getBytes(UTF_8));
        assertThat(cluster.rows("otlp_spans").get(0).column("value")).contains(protobuf);
        rest.delete("otlp-delta-sink");
    }

    @Test
    void theArchiveHasTheBytesOfEveryTopic() {
        byte[] odd = {0, -1, 127, -128};
        cluster.createTopic("anything", 1);
        cluster.createTopic("connect-offsets", 1);
        send("anything", "k", odd);
        cluster.send(new ProducerRecord<String, byte[]>("anything", "k", null));
        send("connect-offsets", "k", odd);
        rest.register(Cluster.config("raw-archive-delta-sink"));
        cluster.awaitRows("archive/anything", 2);

        List<BronzeRow> rows = cluster.rows("archive/anything");
        assertThat(rows.get(0).column("value")).contains(odd);
        assertThat(rows.get(0).column("key")).contains("k".getBytes(UTF_8));
        assertThat(headerOf(rows.get(0))).isEqualTo("0010");
        assertThat(rows.get(1).column("value")).isEmpty();
        assertThat(Path.of(cluster.warehouse().uri()).resolve("archive/connect-offsets"))
                .doesNotExist();
        assertThat(Path.of(cluster.warehouse().uri()).resolve("archive/it-config"))
                .doesNotExist();
        rest.delete("raw-archive-delta-sink");
    }

    private static void send(String topic, String key, byte[] value) {
        cluster.send(new ProducerRecord<>(topic, null, key, value, List.of(NUMBER)));
    }

    private static String headerOf(BronzeRow row) {
        List<?> headers = (List<?>) row.kafka("headers");
        return new String((byte[]) ((Map<?, ?>) headers.get(0)).get("value"), UTF_8);
    }
}
