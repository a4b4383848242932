// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SinkConfigCheckTest {
    private static final long HEAP_BYTES = 1_000_000_000;
    private static final SinkConfigCheck CHECK = new SinkConfigCheck(SinkConfigDef.create(), HEAP_BYTES);

    @Test
    void findsNothingWrongWithAGoodConfiguration() {
        assertThat(faults(Map.of(
                        "delta.warehouse", "gs://bucket/bronze",
                        "hadoop.fs.gs.project.id", "p1",
                        "errors.tolerance", "all",
                        "transforms.delta.type", "x",
                        "topics", "orders")))
                .isEmpty();
    }

    @Test
    void looksIntoTheTransformsThatComeWithTheSink() {
        Map<String, String> props = new HashMap<>(Map.of(
                "delta.warehouse", "/bronze",
                "topics", "orders",
                "transforms", "other, gate",
                "transforms.other.type", "org.example.Other",
                "transforms.other.rules", "quantity",
                "transforms.gate.type", "dev.alluvium.connect.quality.QualityGate$Value",
                "transforms.gate.rules", "quantity",
                "transforms.gate.rule.quantity.check", "range",
                "transforms.gate.rule.quantity.field", "quantity",
                "transforms.gate.rule.quantity.min", "one"));
        props.put("transforms.gate.rule.quantity.on.violation", "reject");

        assertThat(faults(props))
                .containsExactly(Map.entry(
                        "transforms.gate.rule.quantity.min",
                        List.of("transforms.gate.rule.quantity.min: must be a number; it is 'one'")));

        props.put("transforms.gate.rule.quantity.min", "1");
        assertThat(faults(props)).containsOnlyKeys("transforms.gate.reject.via");
    }

    @Test
    void reportsEveryFaultAtOnce() {
        Map<String, String> props = new HashMap<>();
        props.put("delta.warehouse", "bronze");
        props.put("delta.table.name.template", "");
        props.put("delta.log.library", "Kernel");
        props.put("delta.checkpoint.interval.commits", "0");
        props.put("delta.commit.interval.ms", "60s");
        props.put("delta.commit.max.records", "-1");
        props.put("delta.commit.max.bytes", "1");
        props.put("delta.txn.app.id", " ");
        props.put("delta.memory.max.bytes", "2000000000");
        props.put("delta.close.timeout.ms", "30000");
        props.put("consumer.override.max.poll.interval.ms", "30000");
        props.put("delta.retry.timeout.ms", "");
        props.put("delta.commit.intervall.ms", "1000");
        props.put("delta.hadoop.fs.s3a.secret.key", "sesame");
        props.put("delta.colour", "blue");
        props.put("fs.s3a.secret.key", "sesame");
        props.put("hadoop.", "sesame");

        Map<String, List<String>> faults = faults(props);

        assertThat(faults.remove("delta.table.name.template"))
                .singleElement()
                .asString()
                .startsWith("delta.table.name.template ");
        assertThat(faults)
                .containsExactlyEntriesOf(
                        new TreeMap<>(
                                Map.ofEntries(
                                        one(
                                                "delta.warehouse",
                                                "delta.warehouse must begin with a scheme, as in gs://bucket/bronze, or be an absolute "
                                                        + "path, as in /data/bronze"),
                                        one(
                                                "delta.log.library",
                                                "Invalid value Kernel for configuration delta.log.library: String must be one of: "
                                                        + "kernel, standalone"),
                                        one(
                                                "delta.checkpoint.interval.commits",
                                                "delta.checkpoint.interval.commits is 0, but must be from 1 to 10000"),
                                        one(
                                                "delta.commit.interval.ms",
                                                "Invalid value 60s for configuration delta.commit.interval.ms: Not a number of type LONG"),
                                        one(
                                                "delta.commit.max.records",
                                                "delta.commit.max.records is -1, but must be 1 or more"),
                                        one(
                                                "delta.commit.max.bytes",
                                                "delta.commit.max.bytes is 1, but must be 1048576 or more"),
                                        one(
                                                "delta.txn.app.id",
                                                "delta.txn.app.id must not be empty, begin or end with a blank, or hold control "
                                                        + "characters"),
                                        one(
                                                "delta.memory.max.bytes",
                                                "delta.memory.max.bytes is 2000000000, more than the whole heap of this worker "
                                                        + "(1000000000): lower it, or start the worker with a larger heap"),
                                        one(
                                                "delta.close.timeout.ms",
                                                "delta.close.timeout.ms is 30000, not less than consumer.override.max.poll.interval.ms "
                                                        + "(30000), so that a rebalance would not wait for it: lower the first or raise "
                                                        + "the second"),
                                        one(
                                                "delta.retry.timeout.ms",
                                                "Invalid value  for configuration delta.retry.timeout.ms: Not a number of type LONG"),
                                        one(
                                                "delta.commit.intervall.ms",
                                                "delta.commit.intervall.ms is not a key of this connector: did you mean "
                                                        + "delta.commit.interval.ms?"),
                                        one(
                                                "delta.hadoop.fs.s3a.secret.key",
                                                "delta.hadoop.fs.s3a.secret.key is not a key of this connector: write "
                                                        + "hadoop.fs.s3a.secret.key"),
                                        one(
                                                "delta.colour",
                                                "delta.colour is not a key of this connector: docs/config.md lists them all"),
                                        one(
                                                "fs.s3a.secret.key",
                                                "fs.s3a.secret.key has no effect here: Hadoop's settings begin with 'hadoop.', write "
                                                        + "hadoop.fs.s3a.secret.key"),
                                        one(
                                                "hadoop.",
                                                "hadoop. names no Hadoop setting: write one behind it, as in hadoop.fs.gs.project.id"))));
    }

    @Test
    void asksForTheWarehouse() {
        assertThat(faults(Map.of()))
                .containsExactly(one(
                        "delta.warehouse",
                        "Missing required configuration \"delta.warehouse\" which has no default value."));
    }

    @Test
    void showsNoSecret() {
        List<ConfigValue> checked = CHECK.check(Map.of(
                "delta.warehouse", "s3a://key:sesame@bucket/bronze",
                "hadoop.fs.s3a.secret.key", "sesame",
                "delta.secret", "sesame",
                "fs.s3a.secret.key", "sesame"));

        assertThat(checked.toString()).doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource({"30000, 29999", "not a number, 30000", "-1, 30000"})
    void leavesTheConsumersSettingsToConnect(String maxPollIntervalMs, String closeTimeoutMs) {
        assertThat(faults(Map.of(
                        "delta.warehouse", "/data/bronze",
                        "consumer.override.max.poll.interval.ms", maxPollIntervalMs,
                        "delta.close.timeout.ms", closeTimeoutMs)))
                .isEmpty();
    }

    @Test
    void namesTheTopicsThatFitNoTable() {
        Map<String, String> props = new HashMap<>(Map.of(
                "delta.warehouse", "/data/bronze",
                "delta.table.name.template", "${topic[1]}",
                "topics", "shop.orders, clicks,_internal.x"));

        assertThat(faults(props).get("delta.table.name.template"))
                .singleElement()
                .asString()
                .startsWith("delta.table.name.template does not suit topics: Topic 'clicks' ");

        props.put("transforms", "rename");
        assertThat(faults(props)).isEmpty();
    }

    @Test
    void findsTablesThatWouldLieInsideOfOthersOrDifferInCaseOnly() {
        Map<String, String> props = new HashMap<>(Map.of(
                "delta.warehouse", "/data/bronze",
                "delta.table.map", "a:x,b:x/y,c:Z,d:z",
                "topics", "a,b,c,d"));

        assertThat(faults(props).get("delta.table.name.template"))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("'Z' and 'z' differ in case only"))
                .anyMatch(fault -> fault.contains("'x/y' would lie inside of the table 'x'"));
        props.put("delta.table.map", "a:x,b:xy,c:z,d:z");
        assertThat(faults(props)).isEmpty();
    }

    @Test
    void findsGroupsThatTheRegexLacksAndTopicsThatAreNotRead() {
        Map<String, String> props = new HashMap<>(Map.of(
                "delta.warehouse", "/data/bronze",
                "delta.table.topic.regex", "(?<db>[^.]+)[.](.+)",
                "delta.table.name.template", "${group:db}/${2}/${3}/${group:table}",
                "delta.table.map", "odrers:x",
                "topics", "shop.orders"));

        assertThat(faults(props))
                .containsOnlyKeys("delta.table.topic.regex", "delta.table.map")
                .containsEntry(
                        "delta.table.topic.regex",
                        List.of(
                                "delta.table.topic.regex has no groups [3, table], which the names of tables ask for: number "
                                        + "or name them as it does"))
                .containsEntry(
                        "delta.table.map",
                        List.of("delta.table.map names the topic 'odrers', which is not among those of topics"));
        props.put("delta.table.name.template", "${group:db}/${2}");
        props.remove("delta.table.map");
        assertThat(faults(props)).isEmpty();
        props.put("topics", "orders");
        assertThat(faults(props).get("delta.table.name.template"))
                .singleElement()
                .asString()
                .contains("Topic 'orders'", "it does not match delta.table.topic.regex");
    }

    @Test
    void letsTablesHavePropertiesThatHarmNobody() {
        Map<String, String> props = new HashMap<>(Map.of(
                "delta.warehouse", "/data/bronze",
                "delta.table.properties.team", "orders",
                "delta.table.properties.delta.logRetentionDuration", "interval 7 days",
                "delta.table.properties.delta.checkpointInterval", "50"));
        assertThat(faults(props)).isEmpty();

        props.put("delta.table.properties.", "x");
        props.put("delta.table.properties.delta.columnMapping.mode", "name");
        props.put("delta.table.properties.delta.setTransactionRetentionDuration", "interval 7 days");
        props.put("delta.table.properties.delta.logRetentionDuration", "7d");
        assertThat(faults(props))
                .containsOnlyKeys(
                        "delta.table.properties.",
                        "delta.table.properties.delta.columnMapping.mode",
                        "delta.table.properties.delta.setTransactionRetentionDuration",
                        "delta.table.properties.delta.logRetentionDuration");
    }

    @Test
    void clustersByTheLibraryThatCanOnly() {
        Map<String, String> props = new HashMap<>(
                Map.of("delta.warehouse", "/data/bronze", "delta.table.cluster.by", "after.id, _kafka.timestamp"));
        assertThat(faults(props)).isEmpty();

        props.put("delta.log.library", "standalone");
        assertThat(faults(props)).containsOnlyKeys("delta.table.cluster.by");
        props.put("delta.table.cluster.by", "a,b,c,d,e");
        assertThat(faults(props).get("delta.table.cluster.by")).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void eitherClustersOrPartitionsAndNeverByItsOwnColumns() {
        Map<String, String> props = new HashMap<>(Map.of(
                "delta.warehouse", "/data/bronze",
                "delta.table.partition.by", "day=day(ingested), country=after.country"));
        assertThat(faults(props)).isEmpty();

        props.put("delta.table.cluster.by", "id");
        assertThat(faults(props)).containsOnlyKeys("delta.table.cluster.by");
        props.remove("delta.table.cluster.by");
        for (String wrong :
                List.of("_kafka=id", "Value=id", "day", "a=b,A=c", "a=week(ingested)", "a=bucket(id)", "a b=c")) {
            props.put("delta.table.partition.by", wrong);
            assertThat(faults(props)).as(wrong).containsOnlyKeys("delta.table.partition.by");
        }
    }

    @Test
    void readsTheRegexAndTheMapBeforeARecordComes() {
        assertThat(faults(Map.of(
                        "delta.warehouse", "/data/bronze",
                        "delta.table.topic.regex", "(a",
                        "delta.table.map", "a,b:/c")))
                .containsOnlyKeys("delta.table.topic.regex", "delta.table.map");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dlq", "both"})
    void asksForADeadLetterQueueWhereRecordsAreToGoThere(String mode) {
        Map<String, String> props = new HashMap<>(Map.of("delta.warehouse", "/data/bronze", "delta.reject.mode", mode));

        assertThat(faults(props).get("delta.reject.mode"))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("errors.deadletterqueue.topic.name is not set"))
                .anyMatch(fault -> fault.contains("errors.tolerance is not all"));

        props.put("errors.deadletterqueue.topic.name", "orders.dlq");
        props.put("errors.tolerance", "all");
        assertThat(faults(props)).isEmpty();
    }

    @Test
    void wantsTheTableOfUnroutedRecordsToBeKnownForWhatItIs() {
        assertThat(faults(Map.of("delta.warehouse", "/data/bronze", "delta.reject.table", "bad")))
                .containsExactly(one(
                        "delta.reject.table",
                        "delta.reject.table must end in __rejects, which no other table's name may"));
    }

    private static Map<String, List<String>> faults(Map<String, String> props) {
        Map<String, List<String>> faults = new TreeMap<>();
        for (ConfigValue value : CHECK.check(props)) {
            if (!value.errorMessages().isEmpty()) {
                faults.put(value.name(), value.errorMessages());
            }
        }
        return faults;
    }

    private static Map.Entry<String, List<String>> one(String key, String fault) {
        return Map.entry(key, List.of(fault));
    }
}
