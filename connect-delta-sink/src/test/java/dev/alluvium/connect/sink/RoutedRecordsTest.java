// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.EmittedFiles.Emitted;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Where records go, through a whole task. */
class RoutedRecordsTest {
    private final TaskInMemory memory = new TaskInMemory(column -> true);

    @Test
    void bringsOneTopicIntoManyTablesExactlyOnceEach() {
        Map<String, String> settings =
                properties("delta.table.map", "orders:shop/orders,orders:audit/all,clicks:audit/all");
        memory.connect()
                .start(settings)
                .produce(order(0), order(1), click(0), order(2), click(1))
                .drain()
                .stop();
        // Another task reads all of it again.
        memory.connect()
                .start(settings)
                .produce(order(0), order(1), click(0), order(2), click(1), order(3))
                .drain()
                .stop();

        assertThat(memory.files.offsets(memory.log("shop/orders")))
                .isEqualTo(Map.of("orders-0", List.of(0L, 1L, 2L, 3L)));
        assertThat(memory.files.offsets(memory.log("audit/all")))
                .isEqualTo(Map.of("orders-0", List.of(0L, 1L, 2L, 3L), "clicks-0", List.of(0L, 1L)));
        assertThat(memory.log("shop/orders").txns()).isEqualTo(Map.of("sink/orders@0/0", 3L));
        assertThat(memory.log("audit/all").txns()).isEqualTo(Map.of("sink/orders@0/0", 3L, "sink/clicks@0/0", 1L));
    }

    @Test
    void aTableThatFallsBehindTakesWhatItMissedAndTheOthersTakeNothingTwice() {
        Map<String, String> settings = properties("delta.table.map", "orders:a,orders:b");
        memory.connect().start(settings).produce(order(0), order(1)).drain().stop();
        Map<String, String> both = TaskInMemory.properties(
                "topics", "orders", "delta.table.map", "orders:a,orders:b,orders:c", "delta.routing.change", "accept");
        memory.connect()
                .start(both)
                .produce(LongStream.range(0, 5)
                        .mapToObj(RoutedRecordsTest::order)
                        .toArray(SinkRecord[]::new))
                .drain()
                .stop();

        for (String table : List.of("a", "b", "c")) {
            assertThat(memory.files.offsets(memory.log(table)))
                    .as(table)
                    .isEqualTo(Map.of("orders-0", List.of(0L, 1L, 2L, 3L, 4L)));
        }
    }

    @Test
    void oneOfTheTablesOfATopicThatCannotBeWrittenHoldsUpNoneOfTheOthers() {
        memory.log("a").refuse("it asks for the feature odd: drop it");
        FakeConnect connect = memory.connect()
                .start(properties("delta.table.map", "orders:a,orders:b"))
                .produce(order(0), order(1));
        connect.turnUntil(() -> memory.files.offsets(memory.log("b")).equals(Map.of("orders-0", List.of(0L, 1L))));
        connect.stop();

        assertThat(memory.log("a").versions()).isEmpty();
    }

    @Test
    void aBadRecordGoesToTheRejectsOfEachTableItWasMeantFor() {
        memory.connect()
                .start(properties("delta.table.map", "orders:a,orders:b"))
                .produce(order(0), record("orders", 1, Schema.STRING_SCHEMA, 7L))
                .drain()
                .stop();

        assertThat(memory.files.rows(memory.log("a__rejects")))
                .extracting(Emitted::offset)
                .containsExactly(1L);
        assertThat(memory.files.rows(memory.log("b__rejects")))
                .extracting(Emitted::offset)
                .containsExactly(1L);
    }

    @Test
    void aRecordWithoutWhatItsTemplateAsksForGoesToTheRejectsAndNowhereElse() {
        memory.connect()
                .start(properties("delta.table.name.template", "by_${field:country}"))
                .produce(
                        record("orders", 0, null, Map.of("country", "de")),
                        record("orders", 1, null, Map.of("country", "../fr")),
                        record("orders", 2, null, null),
                        record("orders", 3, null, Map.of("country", "de")))
                .drain()
                .stop();

        assertThat(memory.files.offsets(memory.log("by_de"))).isEqualTo(Map.of("orders-0", List.of(0L, 3L)));
        List<Emitted> rejects = memory.files.rows(memory.log("unrouted__rejects"));
        assertThat(rejects).extracting(Emitted::offset).containsExactly(1L, 2L);
        assertThat(rejects).extracting(row -> row.columns().get("stage")).containsOnly("route");
    }

    private static Map<String, String> properties(String key, String value) {
        return TaskInMemory.properties("topics", "orders,clicks", key, value);
    }

    private static SinkRecord order(long offset) {
        return record("orders", offset, Schema.STRING_SCHEMA, "o" + offset);
    }

    private static SinkRecord click(long offset) {
        return record("clicks", offset, Schema.STRING_SCHEMA, "c" + offset);
    }

    private static SinkRecord record(String topic, long offset, Schema schema, Object value) {
        return new SinkRecord(topic, 0, null, null, schema, value, offset, 1L, TimestampType.CREATE_TIME);
    }
}
