// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A quality gate in front of the sink, in a real worker: each rule has its way in one connector, and the counts add up. */
class QualityIT {
    private static final int RECORDS = 60;
    private static final Map<String, String> GATE = Map.ofEntries(
            Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
            Map.entry("value.converter.schemas.enable", "false"),
            // Connect is told to tolerate what transforms throw; a rule that says fail is to stop the task all the
            // same.
            Map.entry("errors.tolerance", "all"),
            Map.entry("delta.quality.results.interval.ms", "500"),
            Map.entry("transforms", "gate"),
            Map.entry("transforms.gate.type", "dev.alluvium.connect.quality.QualityGate$Value"),
            Map.entry("transforms.gate.reject.via", "headers"),
            Map.entry("transforms.gate.rules", "id,quantity,email,state"),
            Map.entry("transforms.gate.rule.id.check", "not_null"),
            Map.entry("transforms.gate.rule.id.field", "id"),
            Map.entry("transforms.gate.rule.id.on.violation", "fail"),
            Map.entry("transforms.gate.rule.quantity.check", "range"),
            Map.entry("transforms.gate.rule.quantity.field", "lines[*].quantity"),
            Map.entry("transforms.gate.rule.quantity.min", "1"),
            Map.entry("transforms.gate.rule.quantity.on.violation", "reject"),
            Map.entry("transforms.gate.rule.email.check", "format"),
            Map.entry("transforms.gate.rule.email.field", "email"),
            Map.entry("transforms.gate.rule.email.format", "email"),
            Map.entry("transforms.gate.rule.email.on.violation", "tag"),
            Map.entry("transforms.gate.rule.state.check", "one_of"),
            Map.entry("transforms.gate.rule.state.field", "state"),
            Map.entry("transforms.gate.rule.state.values", "new,paid"),
            Map.entry("transforms.gate.rule.state.on.violation", "drop"));

    private static Cluster cluster;
    private static ConnectWorker worker;
    private static ConnectRest rest;

    @BeforeAll
    static void start() {
        cluster = new Cluster();
        worker = cluster.startWorker();
        rest = worker.rest();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void oneConnectorFailsRejectsTagsAndDropsAndTheCountsAddUp() throws Exception {
        String topic = "checked";
        cluster.createTopic(topic, 1);
        // The first has no id; of the others a sixth each has no quantity, no proper email, an unknown state.
        for (int i = 0; i < RECORDS; i++) {
            cluster.send(new ProducerRecord<>(topic, 0, "key-" + i, order(i).getBytes(StandardCharsets.UTF_8)));
        }
        rest.register(topic, cluster.sink(topic, GATE));
        Await.until(
                () -> "the task to fail, it is " + Cluster.states(rest, topic),
                Cluster.SOON,
                () -> rest.status(topic).failure().isPresent());
        assertThat(rest.status(topic).failure().orElseThrow())
                .contains("checked-0, offset 0: rule id does not hold for field id of the value");
        assertThat(cluster.rows(topic))
                .as("nothing goes past a record that a task fails at")
                .isEmpty();

        Map<String, String> mended = new HashMap<>(GATE);
        mended.put("transforms.gate.rule.id.on.violation", "tag");
        rest.register(topic, cluster.sink(topic, mended));
        cluster.awaitRows(topic, 40);
        cluster.awaitRows(topic + "__rejects", 10);

        assertThat(offsets(cluster.rows(topic)))
                .isEqualTo(Stream.iterate(0L, i -> i < RECORDS, i -> i + 1)
                        .filter(i -> i % 6 != 1 && i % 6 != 3)
                        .toList());
        assertThat(cluster.rows(topic))
                .filteredOn(row -> !headers(row).isEmpty())
                .as("the first and a sixth are tagged")
                .hasSize(11)
                .first()
                .satisfies(row -> assertThat(headers(row))
                        .containsEntry("dq.verdict", "warn")
                        .containsEntry("dq.rules", "id"));
        assertThat(cluster.rows(topic + "__rejects")).hasSize(10).allSatisfy(row -> {
            assertThat(row.offset() % 6).isEqualTo(1);
            assertThat(row.text("stage")).hasValue("quality");
            assertThat(row.text("field")).hasValue("lines[*].quantity");
            assertThat(row.text("reason").orElseThrow()).endsWith("by these rules: quantity");
            assertThat(headers(row)).containsEntry("dq.verdict", "reject");
        });

        try (WorkerMetrics metrics = new WorkerMetrics(worker.pid())) {
            double dropped = metrics.sum(
                    "kafka.connect:type=plugins,connector=checked,task=0,transformation=gate,action=drop",
                    "records-violating-total");
            assertThat(cluster.rows(topic).size()
                            + cluster.rows(topic + "__rejects").size()
                            + dropped)
                    .as("in = table + rejects + dropped")
                    .isEqualTo(RECORDS);
        }
        assertThat(rest.status(topic).failure()).isEmpty();
        rest.delete(topic);

        Await.until(
                () -> "the results of all " + RECORDS + " records and of the one before, they are "
                        + results("evaluated"),
                Cluster.SOON,
                () -> results("evaluated").getOrDefault("state", 0L) > RECORDS);
        assertThat(results("violated"))
                .as("the first task counted the one record that it failed at, too")
                .isEqualTo(Map.of("id", 2L, "quantity", 10L, "email", 10L, "state", 10L));
    }

    /** By rule, what the table of results has. */
    private static Map<String, Long> results(String column) {
        Map<String, Long> sums = new HashMap<>();
        for (BronzeRow row : cluster.plainRows("governance/quality_results")) {
            if (row.text("connector").orElseThrow().equals("checked")) {
                sums.merge(
                        row.text("rule").orElseThrow(),
                        (Long) row.column(column).orElseThrow(),
                        Long::sum);
            }
        }
        return sums;
    }

    @Test
    void aRejectedRecordReachesTheDeadLetterQueueWithTheRulesWhereThatIsWanted() {
        String topic = "queued";
        cluster.createTopic(topic, 1);
        cluster.createTopic("dead", 1);
        for (int i = 0; i < 12; i++) {
            cluster.send(new ProducerRecord<>(topic, 0, "key-" + i, order(i).getBytes(StandardCharsets.UTF_8)));
        }
        Map<String, String> config = new HashMap<>(GATE);
        config.put("transforms.gate.reject.via", "exception");
        config.put("transforms.gate.rules", "quantity");
        config.keySet().removeIf(key -> key.startsWith("transforms.gate.rule.") && !key.contains(".quantity."));
        config.putAll(Map.of(
                "errors.deadletterqueue.topic.name", "dead",
                "errors.deadletterqueue.topic.replication.factor", "1",
                "errors.deadletterqueue.context.headers.enable", "true"));
        rest.register(topic, cluster.sink(topic, config));
        cluster.awaitRows(topic, 10);
        Await.until("two dead letters", Cluster.SOON, () -> cluster.offsets().records(List.of("dead")) == 2);

        // A plain sink takes the queue in, with what its headers say.
        rest.register("dead", cluster.sink("dead", Map.of()));
        cluster.awaitRows("dead", 2);
        assertThat(cluster.rows("dead")).allSatisfy(row -> {
            assertThat(headers(row).get("__connect.errors.exception.message"))
                    .endsWith("{\"dq\":1,\"rules\":[\"quantity\"],\"fields\":[\"lines[*].quantity\"]}");
            assertThat(row.text("value").orElseThrow()).as("as it was").contains("\"quantity\":0");
        });
        assertThat(rest.status(topic).failure()).isEmpty();
        rest.delete(topic);
        rest.delete("dead");
    }

    @Test
    void theWorkerTellsWhereAContractIsWrong(@TempDir Path directory) throws IOException {
        Path contract = directory.resolve("orders.yaml");
        Files.writeString(contract, """
                {kind: DataContract, apiVersion: v3.1.0, id: orders, version: 1.0.0, status: active,
                schema: [{name: orders, properties: [{name: id, logicalType: bigint}, {logicalType: string}]}]}
                """);
        Map<String, String> config = cluster.sink("checked", GATE);
        config.put("name", "wrong");
        config.put("transforms.gate.contract", contract.toString());

        assertThat(rest.validate("DeltaSinkConnector", config))
                .containsOnlyKeys("transforms.gate.contract")
                .hasEntrySatisfying("transforms.gate.contract", faults -> assertThat(faults.toString())
                        .contains("schema[0].properties[0].logicalType: ", "schema[0].properties[1]: "));
    }

    @Test
    void theWorkerTellsWhatIsWrongWithARuleBeforeAnythingStarts() {
        Map<String, String> wrong = new HashMap<>(GATE);
        wrong.put("transforms.gate.rule.quantity.min", "one");
        wrong.put("transforms.gate.rule.email.format", "e-mail");
        wrong.put("transforms.gate.mode", "dream");
        Map<String, String> config = cluster.sink("checked", wrong);
        config.put("name", "wrong");

        assertThat(rest.validate("DeltaSinkConnector", config))
                .containsOnlyKeys(
                        "transforms.gate.rule.quantity.min",
                        "transforms.gate.rule.email.format",
                        "transforms.gate.mode");
    }

    private static String order(int i) {
        return "{" + (i == 0 ? "" : "\"id\":" + i + ",")
                + "\"lines\":[{\"quantity\":2},{\"quantity\":" + (i % 6 == 1 ? 0 : 1) + "}],"
                + "\"email\":\"" + (i % 6 == 2 ? "nobody" : "a@example.com") + "\","
                + "\"state\":\"" + (i % 6 == 3 ? "lost" : "paid") + "\"}";
    }

    private static List<Long> offsets(List<BronzeRow> rows) {
        return rows.stream().map(BronzeRow::offset).toList();
    }

    private static Map<String, String> headers(BronzeRow row) {
        Map<String, String> headers = new HashMap<>();
        Object all = row.struct("_kafka").orElseThrow().get("headers");
        for (Object header : all == null ? List.of() : (List<?>) all) {
            Map<?, ?> entry = (Map<?, ?>) header;
            headers.put((String) entry.get("key"), new String((byte[]) entry.get("value"), StandardCharsets.UTF_8));
        }
        return headers;
    }
}
