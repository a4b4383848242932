// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.ConnectWorker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Topics of plain records: workers that stop, die and come back, tasks that move, formats, and configurations that are wrong. */
class LogTopicIT {
    private static final int PARTITIONS = 4;

    private static Cluster cluster;
    private static ConnectWorker first;
    private static ConnectRest rest;

    @BeforeAll
    static void start() {
        cluster = new Cluster();
        first = cluster.startWorker();
        rest = first.rest();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void thePluginIsFoundWithItsVersion() {
        assertThat(rest.connectorPlugins()).contains(Cluster.CONNECTOR);
    }

    @Test
    void everyFaultOfAConfigurationIsToldAtOnce() {
        Map<String, String> broken = cluster.sink(
                "any",
                Map.of(
                        "name", "broken",
                        "delta.warehouse", "lake",
                        "delta.commit.interval.ms", "0",
                        "delta.log.library", "rust",
                        "delta.table.name.template", "${topik}",
                        "delta.comit.interval.ms", "5"));
        Map<String, List<String>> faults = rest.validate("DeltaSinkConnector", broken);
        assertThat(faults)
                .containsKeys(
                        "delta.warehouse",
                        "delta.commit.interval.ms",
                        "delta.log.library",
                        "delta.table.name.template",
                        "delta.comit.interval.ms");
        assertThat(String.join(" ", faults.get("delta.comit.interval.ms"))).contains("delta.commit.interval.ms");

        Assertions.assertThatThrownBy(() -> rest.register("broken", broken))
                .isInstanceOf(ConnectRestException.class)
                .hasMessageContaining("delta.log.library");
        assertThat(rest.connectors()).doesNotContain("broken");
    }

    @Test
    void aWorkerThatIsKilledAndStartedAgainLosesAndDoublesNothing() {
        String topic = "killed";
        cluster.createTopic(topic, PARTITIONS);
        cluster.send(topic, PARTITIONS, 0, 5_000);
        rest.register(topic, cluster.sink(topic, Map.of("tasks.max", "2")));
        cluster.awaitRows(topic, 1);
        for (int round = 1; round <= 2; round++) {
            cluster.send(topic, PARTITIONS, round * 5_000, 5_000);
            first.kill();
            cluster.send(topic, PARTITIONS, 50_000 + round * 5_000, 1_000);
            first.start();
            first.awaitReady(Cluster.SOON);
        }
        cluster.awaitCaughtUp(topic, topic);
        cluster.assertNoGapAndNoDouble(topic, topic);
        rest.delete(topic);
    }

    @Test
    void tasksThatComeAndGoLoseAndDoubleNothing() {
        String topic = "rebalanced";
        cluster.createTopic(topic, PARTITIONS);
        int sent = 0;
        for (String tasks : List.of("1", "2", "1", "4", "2")) {
            cluster.send(topic, PARTITIONS, sent, 3_000);
            sent += 3_000;
            rest.register(topic, cluster.sink(topic, Map.of("tasks.max", tasks)));
            rest.awaitRunning(topic, Integer.parseInt(tasks), Cluster.SOON);
            cluster.send(topic, PARTITIONS, sent, 3_000);
            sent += 3_000;
        }
        cluster.awaitCaughtUp(topic, topic);
        cluster.assertNoGapAndNoDouble(topic, topic);
        rest.delete(topic);
    }

    @Test
    void twoWorkersShareTheWorkAndOneDies() {
        String topic = "shared";
        cluster.createTopic(topic, PARTITIONS);
        rest.register(topic, cluster.sink(topic, Map.of("tasks.max", "2")));
        rest.awaitRunning(topic, 2, Cluster.SOON);
        ConnectWorker second = cluster.startWorker();
        cluster.send(topic, PARTITIONS, 0, 5_000);
        cluster.awaitRows(topic, 1);
        cluster.send(topic, PARTITIONS, 5_000, 5_000);
        second.kill();
        cluster.send(topic, PARTITIONS, 10_000, 5_000);
        cluster.awaitCaughtUp(topic, topic);
        cluster.assertNoGapAndNoDouble(topic, topic);
        rest.delete(topic);
    }

    @Test
    void oneTopicIsInSeveralTablesExactlyOnceThoughTheWorkerIsKilled() {
        String topic = "spread";
        cluster.createTopic(topic, PARTITIONS);
        cluster.send(topic, PARTITIONS, 0, 3_000);
        rest.register(
                topic,
                cluster.sink(
                        topic,
                        Map.of(
                                "delta.table.map", "spread:spread/all,spread:audit/${topic}",
                                "delta.table.layout", "raw",
                                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter")));
        cluster.awaitRows("audit/spread", 1);
        cluster.send(topic, PARTITIONS, 3_000, 3_000);
        first.kill();
        cluster.send(topic, PARTITIONS, 6_000, 1_000);
        first.start();
        first.awaitReady(Cluster.SOON);
        for (String table : List.of("spread/all", "audit/spread")) {
            cluster.awaitCaughtUp(topic, table);
            cluster.assertNoGapAndNoDouble(topic, table);
            assertThat(cluster.rows(table)).allSatisfy(row -> {
                assertThat(row.text("value_format")).hasValue("bytes");
                assertThat(row.text("key_text").orElseThrow()).startsWith("key-");
                assertThat(new String((byte[]) row.column("value").orElseThrow(), StandardCharsets.UTF_8))
                        .startsWith("value-");
            });
        }
        rest.delete(topic);
    }

    @Test
    void kafkasOffsetsAreOnlyALowWatermark() {
        String topic = "reset";
        cluster.createTopic(topic, PARTITIONS);
        cluster.send(topic, PARTITIONS, 0, 2_000);
        rest.register(topic, cluster.sink(topic, Map.of()));
        cluster.awaitCaughtUp(topic, topic);
        rest.delete(topic);

        // Another group begins at the start; the txns are those of the same connector.
        rest.register("reset-again", cluster.sink(topic, Map.of("delta.txn.app.id", topic)));
        cluster.send(topic, PARTITIONS, 2_000, 2_000);
        cluster.awaitCaughtUp(topic, topic);
        cluster.assertNoGapAndNoDouble(topic, topic);
        rest.delete("reset-again");
    }

    @Test
    void bothLogLibrariesMayTakeTurnsOnATable() {
        String topic = "libraries";
        cluster.createTopic(topic, PARTITIONS);
        int sent = 0;
        for (String library : List.of("standalone", "kernel", "standalone")) {
            rest.register(topic, cluster.sink(topic, Map.of("delta.log.library", library)));
            rest.awaitRunning(topic, 1, Cluster.SOON);
            cluster.send(topic, PARTITIONS, sent, 1_000);
            sent += 1_000;
            cluster.awaitCaughtUp(topic, topic);
        }
        cluster.assertNoGapAndNoDouble(topic, topic);
        rest.delete(topic);
    }

    @Test
    void keyHeadersTimestampAndTombstoneAreKept() {
        String topic = "metadata";
        cluster.createTopic(topic, 1);
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", "abc".getBytes(StandardCharsets.UTF_8));
        cluster.send(
                new ProducerRecord<>(topic, 0, 1_700_000_000_123L, "k", "v".getBytes(StandardCharsets.UTF_8), headers));
        cluster.send(new ProducerRecord<String, byte[]>(topic, 0, 1_700_000_000_124L, "k", null, List.of()));
        rest.register(topic, cluster.sink(topic, Map.of()));
        cluster.awaitRows(topic, 2);

        List<BronzeRow> rows = cluster.rows(topic);
        BronzeRow value = rows.get(0);
        assertThat(value.text("value")).contains("v");
        assertThat(value.kafka("key")).isEqualTo("k");
        assertThat(value.kafka("timestamp")).hasToString("2023-11-14T22:13:20.123Z");
        assertThat(value.kafka("timestamp_type")).isEqualTo("CreateTime");
        assertThat(value.kafka("epoch")).isEqualTo(0L);
        assertThat(value.kafka("headers").toString()).contains("trace");
        assertThat(rows.get(1).text("value")).isEmpty();
        assertThat(rows.get(1).kafka("key")).isEqualTo("k");
        rest.delete(topic);
    }

    @Test
    void bytesAndSchemalessJsonAreKeptAsTheyAre() {
        String bytes = "raw-bytes";
        String json = "plain-json";
        cluster.createTopic(bytes, 1);
        cluster.createTopic(json, 1);
        byte[] odd = {0, -1, 127, -128};
        cluster.send(new ProducerRecord<>(bytes, "k", odd));
        cluster.send(new ProducerRecord<>(
                json, "k", "{\"a\":1.50,\"b\":[true,null],\"ü\":\"\\u20ac\"}".getBytes(StandardCharsets.UTF_8)));
        rest.register(
                bytes,
                cluster.sink(
                        bytes, Map.of("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter")));
        rest.register(
                json,
                cluster.sink(
                        json,
                        Map.of(
                                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                                "value.converter.schemas.enable", "false")));
        cluster.awaitRows(bytes, 1);
        cluster.awaitRows(json, 1);
        assertThat(cluster.rows(bytes).get(0).column("value"))
                .hasValueSatisfying(value -> assertThat((byte[]) value).isEqualTo(odd));
        assertThat(cluster.rows(json).get(0).text("value")).contains("{\"a\":1.5,\"b\":[true,null],\"ü\":\"€\"}");
        rest.delete(bytes);
        rest.delete(json);
    }
}
