// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values that do not fit, records that can be no row, tables that cannot be written: the task goes on and nothing is lost. */
class BadRecordsIT {
    private static final Map<String, String> AS_BYTES =
            Map.of("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");

    /** No topic that is named by hand can be without a table; one that a transform renames can. */
    private static final Map<String, String> HIDDEN = Map.of(
            "transforms", "hide",
            "transforms.hide.type", "org.apache.kafka.connect.transforms.RegexRouter",
            "transforms.hide.regex", ".*",
            "transforms.hide.replacement", "_hidden");

    private static final String REFUSED_LOG = """
            {"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["odd"]}}
            {"metaData":{"id":"m","format":{"provider":"parquet","options":{}},\
            "schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
            """;

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
    void aRecordWithoutATableGoesToTheRejectsWithItsReason() {
        String topic = "hidden";
        cluster.createTopic(topic, 2);
        cluster.send(topic, 2, 0, 10);
        rest.register(topic, cluster.sink(topic, hiddenAnd(Map.of("delta.reject.table", "hidden__rejects"))));
        cluster.awaitCaughtUp(topic, "hidden__rejects");

        cluster.assertNoGapAndNoDouble(topic, "hidden__rejects");
        assertThat(cluster.rows("hidden__rejects")).allSatisfy(row -> {
            assertThat(row.text("stage")).hasValue("route");
            assertThat(row.text("reason").orElseThrow()).contains("'_hidden'");
            assertThat(row.text("value_format")).hasValue("text");
            assertThat(new String((byte[]) row.column("value").orElseThrow(), StandardCharsets.UTF_8))
                    .startsWith("value-");
        });
        assertThat(rest.status(topic).failure()).isEmpty();
        rest.delete(topic);
    }

    @Test
    void aRecordWithoutATableGoesToTheDeadLetterQueueWhereThatIsWanted() {
        String topic = "queued";
        cluster.createTopic(topic, 1);
        cluster.createTopic("dead", 1);
        cluster.send(topic, 1, 0, 10);
        rest.register(
                topic,
                cluster.sink(
                        topic,
                        hiddenAnd(Map.of(
                                "delta.reject.mode", "dlq",
                                "errors.tolerance", "all",
                                "errors.deadletterqueue.topic.name", "dead",
                                "errors.deadletterqueue.topic.replication.factor", "1",
                                "errors.deadletterqueue.context.headers.enable", "true"))));
        Await.until(
                "ten records in the dead letter queue",
                Cluster.SOON,
                () -> cluster.offsets().records(List.of("dead")) == 10);
        assertThat(rest.status(topic).failure()).isEmpty();
        rest.delete(topic);
    }

    @Test
    void aTableThatCannotBeWrittenHoldsUpNoOtherAndCatchesUpOnceItCan() throws IOException {
        cluster.createTopic("refused", 1);
        cluster.createTopic("sound", 1);
        cluster.send("refused", 1, 0, 10);
        cluster.send("sound", 1, 0, 10);
        Path log = Path.of(cluster.warehouse().uri()).resolve("refused/_delta_log");
        Files.createDirectories(log);
        Path version = log.resolve("00000000000000000000.json");
        Files.writeString(version, REFUSED_LOG);
        rest.register("both", cluster.sink("refused,sound", Map.of()));
        cluster.awaitCaughtUp("sound", "sound");
        cluster.send("sound", 1, 10, 10);
        cluster.awaitCaughtUp("sound", "sound");
        assertThat(rest.status("both").failure()).isEmpty();

        Files.delete(version);
        cluster.awaitCaughtUp("refused", "refused");
        cluster.assertNoGapAndNoDouble("refused", "refused");
        cluster.assertNoGapAndNoDouble("sound", "sound");
        rest.delete("both");
    }

    @Test
    void aValueThatItsColumnCannotHoldIsRescuedInItsRow() {
        String topic = "misfit";
        cluster.createTopic(topic, 1);
        cluster.send(topic, 1, 0, 10);
        rest.register(topic, cluster.sink(topic, Map.of()));
        cluster.awaitCaughtUp(topic, topic);
        rest.delete(topic);
        rest.register(topic, cluster.sink(topic, AS_BYTES));
        cluster.send(topic, 1, 10, 10);
        cluster.awaitCaughtUp(topic, topic);

        cluster.assertNoGapAndNoDouble(topic, topic);
        assertThat(cluster.rows(topic)).allSatisfy(row -> {
            boolean isText = row.column("value").isPresent();
            assertThat(row.column("_rescued").isPresent()).isNotEqualTo(isText);
            if (!isText) {
                assertThat(row.text("_rescued"))
                        .hasValueSatisfying(json ->
                                assertThat(json).startsWith("{\"value\":\"").endsWith("\"}"));
            }
        });
        assertThat(cluster.rows(topic))
                .filteredOn(row -> row.column("_rescued").isPresent())
                .hasSize(10);
        assertThat(rest.status(topic).failure()).isEmpty();
        rest.delete(topic);
    }

    @Test
    void aStrictSinkFailsAtAValueThatItsColumnCannotHoldWithItsPlaceAndLosesNothing() {
        String topic = "strict";
        cluster.createTopic(topic, 1);
        cluster.send(topic, 1, 0, 10);
        rest.register(topic, cluster.sink(topic, Map.of()));
        cluster.awaitCaughtUp(topic, topic);
        rest.delete(topic);
        Map<String, String> strict = new HashMap<>(AS_BYTES);
        strict.put("delta.schema.evolution", "strict");
        rest.register(topic, cluster.sink(topic, strict));
        cluster.send(topic, 1, 10, 10);
        Await.until(
                () -> "the task to fail, it is " + Cluster.states(rest, topic),
                Cluster.SOON,
                () -> rest.status(topic).failure().isPresent());
        assertThat(rest.status(topic).failure().orElseThrow()).contains("value").contains("strict");

        rest.register(topic, cluster.sink(topic, Map.of()));
        cluster.awaitCaughtUp(topic, topic);
        cluster.assertNoGapAndNoDouble(topic, topic);
        rest.delete(topic);
    }

    private static Map<String, String> hiddenAnd(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(HIDDEN);
        config.putAll(more);
        return config;
    }
}
