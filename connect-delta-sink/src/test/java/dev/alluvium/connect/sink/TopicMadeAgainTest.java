// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.EmittedFiles.Emitted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A topic is deleted and made again, through a whole task. */
final class TopicMadeAgainTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final TaskInMemory memory = new TaskInMemory(column -> true);
    private final FakeKafkaLogs kafka = new FakeKafkaLogs().log(ORDERS, "first", 0, 3);

    @Test
    void itsRecordsGoIntoTheSameTableAsThoseOfTheNextEpoch() {
        memory.kafka = Optional.of(kafka);
        run("restart", record(0, "a"), record(1, "b"), record(2, "c"));
        kafka.log(ORDERS, "second", 0, 2);
        run("restart", record(0, "d"), record(1, "e"));
        run("restart", record(0, "d"), record(1, "e"), record(2, "f"));

        List<Emitted> rows = memory.files.rows(memory.log("orders"));
        assertThat(rows).extracting(row -> row.columns().get("value")).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(rows)
                .extracting(row -> Records.struct(row.columns(), "_kafka").get("epoch"))
                .containsExactly(0L, 0L, 0L, 1L, 1L, 1L);
        assertThat(memory.log("orders").txns()).isEqualTo(Map.of("sink/orders@0/0", 2L, "sink/orders@1/0", 2L));
    }

    @Test
    void theTaskFailsIfItIsNotToldWhatToDo() {
        memory.kafka = Optional.of(kafka);
        run("fail", record(0, "a"), record(1, "b"), record(2, "c"));
        kafka.log(ORDERS, "second", 0, 2);

        assertThatThrownBy(() -> run("fail", record(0, "d")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("delta.topic.recreated=restart");
        assertThat(memory.files.rows(memory.log("orders"))).hasSize(3);
    }

    @Test
    void theTaskNoticesWhileItReadsEvenIfItCannotAsk() {
        FakeConnect connect = memory.connect()
                .start(TaskInMemory.properties("topics", "orders"))
                .produce(record(5, "a"), record(6, "b"), record(2, "c"));

        assertThatThrownBy(connect::drain)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("orders-0 went back from offset 6 to 2 by itself")
                .hasMessageContaining("delta.kafka.bootstrap.servers");
        connect.stop();
    }

    @Test
    void theTaskGoesOnWithTheNewTopicWhileItReadsAndLosesNothingOfTheOld() {
        memory.kafka = Optional.of(kafka);
        FakeConnect connect = memory.connect().start(properties("restart")).produce(record(0, "a"), record(1, "b"));
        connect.turn();
        kafka.log(ORDERS, "second", 0, 2);
        connect.makeAgain(ORDERS, record(0, "c"), record(1, "d"));
        connect.turnUntil(
                () -> memory.log("orders").txns().equals(Map.of("sink/orders@0/0", 1L, "sink/orders@1/0", 1L)));
        connect.stop();

        assertThat(memory.files.rows(memory.log("orders")))
                .extracting(row -> row.columns().get("value"))
                .containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void theTaskSuspectsRecordsThatAreYoungerThanTheTableThatHasThem() {
        run("fail", record(0, "a"), record(1, "b"), record(2, "c"));
        memory.log("orders").lastUpdated("sink/orders@0/0", 10_000);
        run("fail", at(0, 10_000), at(1, 10_000 + 299_999), record(2, "c"), at(3, 5_000_000));

        assertThatThrownBy(() -> run("fail", at(0, 10_000 + 300_001)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Table orders has orders-0 up to an offset behind 0")
                .hasMessageContaining("delta.kafka.bootstrap.servers");
    }

    @Test
    void theTaskSuspectsNobodyWhereItCanAsk() {
        run("fail", record(0, "a"));
        memory.log("orders").lastUpdated("sink/orders@0/0", 10_000);
        memory.connect()
                .start(TaskInMemory.properties("topics", "orders", "delta.kafka.bootstrap.servers", "localhost:1"))
                .produce(at(0, 10_000_000))
                .drain()
                .stop();
    }

    private static SinkRecord at(long offset, long timestampMs) {
        return new SinkRecord(
                "orders", 0, null, null, Schema.STRING_SCHEMA, "v", offset, timestampMs, TimestampType.CREATE_TIME);
    }

    private void run(String policy, SinkRecord... records) {
        memory.connect().start(properties(policy)).produce(records).drain().stop();
    }

    private static Map<String, String> properties(String policy) {
        return TaskInMemory.properties("topics", "orders", "delta.topic.recreated", policy);
    }

    private static SinkRecord record(long offset, String value) {
        return new SinkRecord(
                "orders", 0, null, null, Schema.STRING_SCHEMA, value, offset, 1L, TimestampType.CREATE_TIME);
    }
}
