// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** Pins what users write into their files: a change here is a change for all of them. */
final class SinkConfigDefTest {
    private static final ConfigDef DEF = SinkConfigDef.create();

    @Test
    void hasExactlyTheseKeysTypesAndDefaults() {
        assertThat(DEF.configKeys().values())
                .extracting(key -> key.name, key -> key.type, key -> key.defaultValue)
                .containsExactlyInAnyOrder(
                        tuple("delta.warehouse", ConfigDef.Type.STRING, ConfigDef.NO_DEFAULT_VALUE),
                        tuple("delta.table.name.template", ConfigDef.Type.STRING, "${topic}"),
                        tuple("delta.table.map", ConfigDef.Type.STRING, ""),
                        tuple("delta.table.layout", ConfigDef.Type.STRING, "typed"),
                        tuple("delta.routing.change", ConfigDef.Type.STRING, "fail"),
                        tuple("delta.table.comment", ConfigDef.Type.STRING, ""),
                        tuple("delta.table.partition.by", ConfigDef.Type.STRING, ""),
                        tuple("delta.table.cluster.by", ConfigDef.Type.STRING, ""),
                        tuple("delta.table.topic.regex", ConfigDef.Type.STRING, ""),
                        tuple("delta.log.library", ConfigDef.Type.STRING, "kernel"),
                        tuple("delta.checkpoint.interval.commits", ConfigDef.Type.INT, 100),
                        tuple(
                                "delta.unavailable.value.placeholder",
                                ConfigDef.Type.STRING,
                                "__debezium_unavailable_value"),
                        tuple("delta.schema.evolution", ConfigDef.Type.STRING, "evolve"),
                        tuple("delta.commit.interval.ms", ConfigDef.Type.LONG, 60_000L),
                        tuple("delta.commit.max.records", ConfigDef.Type.LONG, 1_000_000L),
                        tuple("delta.commit.max.bytes", ConfigDef.Type.LONG, 134_217_728L),
                        tuple("delta.txn.app.id", ConfigDef.Type.STRING, null),
                        tuple("delta.table.restored", ConfigDef.Type.STRING, "fail"),
                        tuple("delta.reject.mode", ConfigDef.Type.STRING, "table"),
                        tuple("delta.reject.table", ConfigDef.Type.STRING, "unrouted__rejects"),
                        tuple("delta.kafka.bootstrap.servers", ConfigDef.Type.STRING, ""),
                        tuple("delta.topic.recreated", ConfigDef.Type.STRING, "fail"),
                        tuple("delta.memory.max.bytes", ConfigDef.Type.LONG, 268_435_456L),
                        tuple("delta.close.timeout.ms", ConfigDef.Type.LONG, 3_000L),
                        tuple("delta.retry.timeout.ms", ConfigDef.Type.LONG, 600_000L),
                        tuple("delta.quality.results.interval.ms", ConfigDef.Type.LONG, 60_000L),
                        tuple("delta.quality.results.table", ConfigDef.Type.STRING, "governance/quality_results"),
                        tuple("delta.validate.probe", ConfigDef.Type.BOOLEAN, false));
    }

    @Test
    void describesEveryKeyForPeopleAndTools() {
        assertThat(DEF.configKeys().values()).allSatisfy(key -> {
            assertThat(key.documentation).as(key.name).hasSizeGreaterThan(80).endsWith(".");
            assertThat(key.group)
                    .as(key.name)
                    .isIn(
                            "Tables",
                            "Routing",
                            "Layout",
                            "Topics",
                            "Commits",
                            "Bad records",
                            "Limits",
                            "Data quality",
                            "Validation");
            assertThat(key.displayName).as(key.name).isNotEqualTo(key.name);
            assertThat(key.validator).as(key.name).isNotNull();
            assertThat(key.validator.toString()).as(key.name).doesNotContain("@", "Lambda");
        });
    }

    @Test
    void numbersTheKeysOfEachGroupWithoutGap() {
        assertThat(DEF.groups()).allSatisfy(group -> {
            int[] orders = DEF.configKeys().values().stream()
                    .filter(key -> key.group.equals(group))
                    .mapToInt(key -> key.orderInGroup)
                    .sorted()
                    .toArray();
            assertThat(orders).startsWith(1).endsWith(orders.length).doesNotHaveDuplicates();
        });
    }
}
