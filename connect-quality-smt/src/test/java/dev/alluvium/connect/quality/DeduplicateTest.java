// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeduplicateTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("after", KEY)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();

    @Test
    void dropsAChangeThatDebeziumSendsAgainHoweverMuchLater() {
        assertThat(passed(
                        configured(Map.of()),
                        change(10, 1, 100, "u", 5),
                        change(11, 1, 101, "u", 5),
                        change(12, 1, 100, "u", 9)))
                .containsExactly(10L, 11L);
    }

    @Test
    void keepsChangesOfOnePositionThatAreOfOtherRowsOrDoSomethingElse() {
        assertThat(passed(
                        configured(Map.of()),
                        change(10, 1, 100, "d", 5),
                        change(11, 2, 100, "c", 5),
                        change(12, 2, 100, "u", 5)))
                .hasSize(3);
    }

    @Test
    void keepsChangesWithoutAKeyBecauseOnePositionMayHaveManyRows() {
        SinkRecord change = change(10, 1, 100, "c", 5);
        SinkRecord first = new SinkRecord("orders", 0, null, null, ENVELOPE, change.value(), 10);
        SinkRecord second = new SinkRecord("orders", 0, null, null, ENVELOPE, change.value(), 11);

        assertThat(passed(configured(Map.of()), first, second)).hasSize(2);
    }

    @Test
    void keepsWhatATaskReadsAgain() {
        Deduplicate<SinkRecord> task = configured(Map.of());
        SinkRecord first = change(10, 1, 100, "u", 5);
        SinkRecord repeated = change(12, 1, 100, "u", 9);

        assertThat(passed(task, first, repeated)).containsExactly(10L);
        assertThat(passed(task, first, repeated)).as("after a rebalance").containsExactly(10L);
    }

    @Test
    void keepsTheFirstIfItIsReadAfterTheSecond() {
        Deduplicate<SinkRecord> task = configured(Map.of());
        assertThat(passed(task, change(12, 1, 100, "u", 9))).hasSize(1);

        assertThat(passed(task, change(10, 1, 100, "u", 5), change(12, 1, 100, "u", 9)))
                .as("a rewind")
                .containsExactly(10L);
    }

    @Test
    void tellsOtherRecordsByTheFieldsThatAreGiven() {
        Deduplicate<SinkRecord> task = configured(Map.of("identity.fields", "meta.id, meta.part"));

        assertThat(passed(
                        task,
                        event(1, "a", 1),
                        event(2, "a", 2),
                        event(3, "a", 1),
                        event(4, null, 1),
                        event(5, null, 1)))
                .as("those without an id are not one")
                .containsExactly(1L, 2L, 4L, 5L);
    }

    @Test
    void letsThroughWhatItCannotTell() {
        SinkRecord tombstone = new SinkRecord("orders", 0, null, "a", null, null, 1);
        assertThat(passed(configured(Map.of()), event(1, "a", 1), event(2, "a", 1)))
                .hasSize(2);
        assertThat(configured(Map.of()).apply(tombstone)).isSameAs(tombstone);
    }

    @Test
    void forgetsWhatIsLongAgo() {
        Deduplicate<SinkRecord> task = configured(Map.of("identity.fields", "meta.id", "window.records", "2"));

        assertThat(passed(task, event(1, "a", 1), event(2, "b", 1), event(3, "c", 1), event(4, "a", 1)))
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void refusesToWorkWhereItWouldLoseRecords() {
        Deduplicate.Value<SourceRecord> source = new Deduplicate.Value<>();
        source.configure(Map.of());

        assertThatThrownBy(() -> source.apply(new SourceRecord(Map.of(), Map.of(), "orders", null, "v")))
                .isInstanceOf(Error.class)
                .hasMessageStartingWith("Deduplicate works in front of sinks only");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> configured(Map.of("identity.fields", "a..b", "window.records", "0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("\n  identity.fields: ")
                .hasMessageContaining("\n  window.records: ");
    }

    /** @param seenMs when Debezium saw it, which is another time when it sees it again */
    private static SinkRecord change(long offset, long id, long lsn, String operation, long seenMs) {
        Struct source = new Struct(SOURCE).put("lsn", lsn).put("sequence", "[\"" + seenMs + "\",\"" + lsn + "\"]");
        Struct row = new Struct(KEY).put("id", id);
        Struct envelope = new Struct(ENVELOPE)
                .put("after", row)
                .put("source", source)
                .put("op", operation)
                .put("ts_ms", seenMs);
        return new SinkRecord("orders", 0, KEY, row, ENVELOPE, envelope, offset);
    }

    private static SinkRecord event(long offset, @Nullable String id, int part) {
        Map<String, @Nullable Object> meta = new HashMap<>();
        meta.put("id", id);
        meta.put("part", part);
        return new SinkRecord("events", 0, null, null, null, Map.of("meta", meta), offset);
    }

    private static Deduplicate<SinkRecord> configured(Map<String, String> settings) {
        Deduplicate.Value<SinkRecord> transform = new Deduplicate.Value<>();
        transform.configure(settings);
        return transform;
    }

    private static List<Long> passed(Deduplicate<SinkRecord> task, SinkRecord... records) {
        List<Long> passed = new ArrayList<>();
        for (SinkRecord record : records) {
            SinkRecord made = task.apply(record);
            if (made != null) {
                passed.add(made.kafkaOffset());
            }
        }
        return passed;
    }
}
