// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.EmittedFiles.Emitted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Records that cannot become rows, through a whole task. */
class BadRecordsTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final TaskInMemory memory = new TaskInMemory(column -> true);

    @Test
    void bringsThemIntoTheTableBesideTheirOwn() {
        memory.connect()
                .start(TaskInMemory.properties())
                .produce(good(0), bad(1), good(2), bad(3), good(4))
                .drain()
                .stop();

        assertThat(memory.files.offsets(memory.log("orders"))).isEqualTo(Map.of("orders-0", List.of(0L, 2L, 4L)));
        List<Emitted> rejects = memory.files.rows(memory.log("orders__rejects"));
        assertThat(rejects).extracting(Emitted::offset).containsExactly(1L, 3L);
        assertThat(rejects.get(0).columns())
                .containsEntry("table", "orders")
                .containsEntry("stage", "value")
                .containsEntry("field", "")
                .containsEntry(
                        "reason",
                        "It holds a java.lang.Long where its schema says STRING. "
                                + "Mend the converter or transform that made it")
                .containsEntry("key", hex("key"))
                .containsEntry("key_format", "text")
                .containsEntry("key_schema", "{\"type\":\"string\",\"optional\":false}")
                .containsEntry("value", hex("1"))
                .containsEntry("value_format", "json")
                .containsEntry("value_schema", "{\"type\":\"string\",\"optional\":false}");
        assertThat(Records.struct(rejects.get(0).columns(), "_kafka"))
                .containsEntry("topic", "orders")
                .containsEntry("partition", 0)
                .containsEntry("offset", 1L)
                .containsEntry("timestamp", 1_000L)
                .containsKey("headers");
    }

    @Test
    void keepsApartWhatAQualityGateRejected() {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("dq.verdict", "warn").addString("dq.rules", "state").addString("dq.fields", "state");
        SinkRecord warned =
                good(0).newRecord("orders", 0, null, null, Schema.STRING_SCHEMA, "v", 1L, headers.duplicate());
        headers.addString("dq.verdict", "reject")
                .addString("dq.rules", "quantity,sku")
                .addString("dq.fields", "quantity,lines[*].sku");
        SinkRecord rejected = good(1).newRecord("orders", 0, null, null, Schema.STRING_SCHEMA, "v", 1L, headers);
        memory.connect()
                .start(TaskInMemory.properties())
                .produce(warned, rejected, good(2))
                .drain()
                .stop();

        assertThat(memory.files.offsets(memory.log("orders"))).isEqualTo(Map.of("orders-0", List.of(0L, 2L)));
        assertThat(memory.files.rows(memory.log("orders__rejects")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.offset()).isEqualTo(1);
                    assertThat(row.columns())
                            .containsEntry("stage", "quality")
                            .containsEntry("field", "quantity,lines[*].sku")
                            .containsEntry(
                                    "reason",
                                    "It was rejected by the quality gate in front of the sink, by these rules: quantity,sku")
                            .containsEntry("value", hex("v"));
                });
    }

    @Test
    void eachTableHasItsOwnTxnWhichCoversWhatBelongsThere() {
        memory.connect()
                .start(TaskInMemory.properties())
                .produce(good(0), bad(1), good(2))
                .drain()
                .stop();

        assertThat(memory.log("orders").txns()).isEqualTo(Map.of("sink/orders@0/0", 2L));
        assertThat(memory.log("orders__rejects").txns()).isEqualTo(Map.of("sink/orders@0/0", 1L));
    }

    @Test
    void aTopicWithoutATableGoesToTheTableOfTheUnrouted() {
        SinkRecord hidden = good(0).newRecord("_hidden", 0, null, null, Schema.STRING_SCHEMA, "v", 1L);
        SinkRecord reserved = good(1).newRecord("orders__rejects", 0, null, null, Schema.STRING_SCHEMA, "v", 1L);
        SinkRecord long_ = good(2).newRecord("x".repeat(250), 0, null, null, Schema.STRING_SCHEMA, 7, 1L);
        memory.connect()
                .start(TaskInMemory.properties())
                .produce(hidden, reserved, long_)
                .drain()
                .stop();

        List<Emitted> rejects = memory.files.rows(memory.log("unrouted__rejects"));
        assertThat(rejects).extracting(row -> row.columns().get("stage")).containsExactly("route", "route", "value");
        assertThat(rejects.get(0).columns()).doesNotContainKey("table").containsEntry("value", hex("v"));
        assertThat((String) rejects.get(0).columns().get("reason")).contains("'_hidden'");
        assertThat((String) rejects.get(1).columns().get("reason")).contains("__rejects are those of rejects tables");
        assertThat(rejects.get(2).columns()).containsEntry("table", "x".repeat(250));
        assertThat(memory.log("orders__rejects").versions()).isEmpty();
    }

    @Test
    void whatNoTableCanHoldIsKeptAllTheSame() {
        ConnectHeaders headers = new ConnectHeaders();
        headers.add("thread", Thread.currentThread(), null);
        headers.add("text", "abc", Schema.STRING_SCHEMA);
        SinkRecord odd = new SinkRecord(
                "orders",
                0,
                null,
                null,
                Schema.STRING_SCHEMA,
                "half \ud800 a pair",
                0,
                Long.MAX_VALUE,
                TimestampType.CREATE_TIME,
                headers);
        memory.connect().start(TaskInMemory.properties()).produce(odd).drain().stop();

        Map<String, Object> reject =
                memory.files.rows(memory.log("orders__rejects")).get(0).columns();
        assertThat(reject)
                .containsEntry("field", "_kafka.timestamp")
                .containsEntry("value_format", "json")
                .containsEntry("value", hex("\"half \\uD800 a pair\""));
        assertThat((String) reject.get("reason")).contains("is 9223372036854775807, too far away");
        assertThat(Records.struct(reject, "_kafka"))
                .doesNotContainKey("timestamp")
                .containsEntry(
                        "headers",
                        List.of(
                                Map.of("key", "thread", "value", hex("{\"$class\":\"java.lang.Thread\"}")),
                                Map.of("key", "text", "value", hex("abc"))));
    }

    @Test
    void whatIsNestedTooDeepIsNeverTried() {
        Object value = "bottom";
        for (int level = 0; level < 100_000; level++) {
            value = List.of(value);
        }
        SinkRecord deep = good(0).newRecord("orders", 0, null, null, null, value, 1L);
        memory.connect().start(TaskInMemory.properties()).produce(deep).drain().stop();

        Map<String, Object> reject =
                memory.files.rows(memory.log("orders__rejects")).get(0).columns();
        assertThat((String) reject.get("reason")).contains("is nested deeper than 1000 levels");
        assertThat((String) reject.get("value")).startsWith(hex("[[[")).hasSizeGreaterThan(2 * 200_000);
    }

    @Test
    void failsTheTaskWhereThatIsWanted() {
        FakeConnect connect = memory.connect()
                .start(TaskInMemory.properties("delta.reject.mode", "fail"))
                .produce(good(0), bad(1));

        assertThatThrownBy(connect::turn)
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("orders-0, offset 1, table orders: It holds a java.lang.Long")
                .hasCauseInstanceOf(BadRecordException.class);
        assertThat(connect.acknowledged()).containsEntry(ORDERS, 0L);
        connect.stop();
    }

    @Test
    void refusesToStartWithoutTheQueueThatRecordsAreToGoTo() {
        assertThatThrownBy(() -> memory.connect().start(toQueue("dlq")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("errors.deadletterqueue.topic.name");
    }

    @Test
    void neitherATxnNorAnOffsetPassesARecordWhoseReportIsUnfinished() {
        List<CompletableFuture<Void>> reports = new ArrayList<>();
        FakeConnect connect = memory.connect()
                .reporter((record, error) -> {
                    assertThat(error).hasMessageContaining("orders-0, offset 1");
                    reports.add(new CompletableFuture<>());
                    return reports.get(reports.size() - 1);
                })
                .start(toQueue("dlq"))
                .produce(good(0))
                .drain()
                .produce(bad(1), good(2));
        for (int turn = 0; turn < 5; turn++) {
            connect.turn();
            assertThat(connect.acknowledged()).containsEntry(ORDERS, 1L);
        }
        assertThat(connect.paused()).containsExactly(ORDERS);
        assertThat(memory.log("orders").txns()).isEqualTo(Map.of("sink/orders@0/0", 0L));

        reports.get(0).complete(null);
        connect.drain().stop();

        assertThat(reports).hasSize(1);
        assertThat(connect.paused()).isEmpty();
        assertThat(memory.files.offsets(memory.log("orders"))).isEqualTo(Map.of("orders-0", List.of(0L, 2L)));
        assertThat(memory.log("orders__rejects").versions()).isEmpty();
    }

    @Test
    void aReportThatFailsFailsTheTaskAndNothingIsAcknowledged() {
        FakeConnect connect = memory.connect()
                .reporter((record, error) -> CompletableFuture.failedFuture(new IllegalStateException("no such topic")))
                .start(toQueue("dlq"))
                .produce(bad(0), good(1));

        assertThatThrownBy(connect::turn)
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("orders-0, offset 0: ")
                .hasMessageContaining("errors.deadletterqueue.*")
                .hasRootCauseMessage("no such topic");
        assertThat(connect.acknowledged()).containsEntry(ORDERS, 0L);
        connect.stop();
    }

    @Test
    void bothMeansBoth() {
        List<Long> reported = new ArrayList<>();
        memory.connect()
                .reporter((record, error) -> {
                    reported.add(record.originalKafkaOffset());
                    return CompletableFuture.completedFuture(null);
                })
                .start(toQueue("both"))
                .produce(good(0), bad(1))
                .drain()
                .stop();

        assertThat(reported).containsExactly(1L);
        assertThat(memory.files.offsets(memory.log("orders__rejects"))).isEqualTo(Map.of("orders-0", List.of(1L)));
    }

    private static Map<String, String> toQueue(String mode) {
        return TaskInMemory.properties(
                "delta.reject.mode", mode, "errors.deadletterqueue.topic.name", "dlq", "errors.tolerance", "all");
    }

    private static SinkRecord good(long offset) {
        return record(offset, "value-" + offset);
    }

    private static SinkRecord bad(long offset) {
        return record(offset, offset);
    }

    private static SinkRecord record(long offset, Object value) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.add("n", 5, Schema.INT32_SCHEMA);
        return new SinkRecord(
                "orders",
                0,
                Schema.STRING_SCHEMA,
                "key",
                Schema.STRING_SCHEMA,
                value,
                offset,
                1L,
                TimestampType.CREATE_TIME,
                headers);
    }

    private static String hex(String text) {
        return RecordedRows.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
