// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Table orders has offsets 0 to 9 of orders-0, and nothing of orders-1. */
final class OffsetMovesTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition UNREAD = new TopicPartition("orders", 1);
    private static final String TEMPLATE = "delta.table.name.template";

    private final TaskInMemory memory = new TaskInMemory(column -> false);

    @BeforeEach
    void writeTenRows() {
        write(TaskInMemory.properties());
    }

    @Test
    void refusesToMoveBackAndToResetByTheTablesAloneAndNamesTheCommand() {
        assertThatThrownBy(() -> move(TaskInMemory.properties(), ORDERS, 5L))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(
                        "orders-0 cannot be moved back to offset 5: its table orders holds it up to offset 9")
                .hasMessageContaining("./reingest --table orders --topic orders --partition 0 --from 5 --to 9");
        assertThatThrownBy(() -> move(TaskInMemory.properties(), ORDERS, 9L)).hasMessageContaining("moved back");
        assertThatThrownBy(() -> move(TaskInMemory.properties(), ORDERS, null))
                .hasMessageContaining("orders-0 cannot be reset")
                .hasMessageContaining("--from 0 --to 9");
    }

    @Test
    void takesMovesForward() {
        move(TaskInMemory.properties(), ORDERS, 10L);
        move(TaskInMemory.properties(), ORDERS, 1_000L);
    }

    @Test
    void takesAnyMoveOfWhatNoTableHas() {
        move(TaskInMemory.properties(), UNREAD, null);
        move(TaskInMemory.properties(), UNREAD, 0L);
        move(TaskInMemory.properties("delta.txn.app.id", "another"), ORDERS, 0L);
        move(TaskInMemory.properties(TEMPLATE, "new_${topic}"), ORDERS, null);
    }

    @Test
    void takesWhatFillsANewTableOfATopicThatHasOthers() {
        String[] alsoCopied = {"topics", "orders", "delta.table.map", "orders:orders, orders:copy"};
        move(TaskInMemory.properties(alsoCopied), ORDERS, null);

        Map<String, String> accepting = new HashMap<>(TaskInMemory.properties(alsoCopied));
        accepting.put("delta.routing.change", "accept");
        write(accepting);
        assertThatThrownBy(() -> move(TaskInMemory.properties(alsoCopied), ORDERS, null))
                .hasMessageContaining("cannot be reset");
    }

    @Test
    void looksAtAllTablesWhereEachRecordOrATransformSaysWhichItIs() {
        for (Map<String, String> properties : Arrays.asList(
                TaskInMemory.properties(TEMPLATE, "by_${header:shop:-none}"),
                TaskInMemory.properties(TEMPLATE, "new_${topic}", "transforms", "rename"))) {
            assertThatThrownBy(() -> move(properties, ORDERS, 3L))
                    .hasMessageContaining("its tables hold it up to offset 9")
                    .hasMessageContaining("./reingest --table TABLE");
            move(properties, ORDERS, 10L);
        }
    }

    @Test
    void goesByKafkaWhereOneOfSeveralTablesLagsBehind() {
        Map<String, String> byHeader = TaskInMemory.properties(TEMPLATE, "by_${header:shop:-none}");
        FakeKafkaLogs kafka = new FakeKafkaLogs().log(ORDERS, "id", 0, 100).committed(ORDERS, 4);
        memory.kafka = Optional.of(kafka);

        move(byHeader, ORDERS, 4L);
        move(byHeader, ORDERS, 7L);
        assertThatThrownBy(() -> move(byHeader, ORDERS, 3L)).hasMessageContaining("moved back to offset 3");
    }

    @Test
    void resetsMeanTheStartOfTheLogWhereKafkaTellsIt() {
        memory.kafka = Optional.of(new FakeKafkaLogs().log(ORDERS, "id", 7, 100));
        assertThatThrownBy(() -> move(TaskInMemory.properties(), ORDERS, null)).hasMessageContaining("--from 7 --to 9");
        memory.kafka = Optional.of(new FakeKafkaLogs().log(ORDERS, "id", 10, 100));
        move(TaskInMemory.properties(), ORDERS, null);
    }

    @Test
    void takesAnyMoveWithinALogThatTheTablesDoNotKnow() {
        memory.kafka = Optional.of(new FakeKafkaLogs().log(ORDERS, "old", 0, 100));
        memory.connect()
                .start(TaskInMemory.properties())
                .produce(record(0))
                .drain()
                .stop();
        memory.kafka = Optional.of(new FakeKafkaLogs().log(ORDERS, "new", 0, 100));

        move(TaskInMemory.properties(), ORDERS, 0L);
    }

    @Test
    void refusesToMovePastTheEndAndWhatIsNoOffsetAndNamesAllOfThem() {
        memory.kafka = Optional.of(new FakeKafkaLogs().log(UNREAD, "id", 0, 100));
        assertThatThrownBy(() -> new DeltaSinkConnector(memory)
                        .alterOffsets(TaskInMemory.properties(), Map.of(ORDERS, -1L, UNREAD, 101L)))
                .hasMessageContaining("The offset of orders-0 cannot be -1")
                .hasMessageContaining("orders-1 cannot be moved to offset 101, it ends at 100");
    }

    @Test
    void movesNothingIfTheTablesCannotBeRead() {
        DeltaSinkConfig config = DeltaSinkConfig.parse(TaskInMemory.properties());
        HeldOffsets unreadable =
                new HeldOffsets(new Unreadable(), config.settings().txn(), topic -> Optional.empty());
        TopicLives lives = new TopicLives(memory.register, "sink", Optional.empty(), config.recreatedPolicy());

        assertThatThrownBy(() -> new OffsetMoves(Optional.empty(), lives, unreadable).check(Map.of(ORDERS, 3L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("its offset is left as it is: storage is away");
    }

    private void write(Map<String, String> properties) {
        FakeConnect connect = memory.connect().start(properties);
        for (int offset = 0; offset < 10; offset++) {
            connect.produce(record(offset));
        }
        connect.drain().stop();
    }

    private void move(Map<String, String> properties, TopicPartition partition, @Nullable Long offset) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        offsets.put(partition, offset);
        assertThat(new DeltaSinkConnector(memory).alterOffsets(properties, offsets))
                .isFalse();
    }

    private static SinkRecord record(long offset) {
        return new SinkRecord(
                "orders", 0, null, null, Schema.STRING_SCHEMA, "v", offset, 1L, TimestampType.CREATE_TIME);
    }

    private record Unreadable() implements SettingsWatch.TxnReader {
        @Override
        public Map<String, Long> highest(Collection<String> appIds) throws IOException {
            throw new IOException("storage is away");
        }

        @Override
        public Map<String, Long> of(TableName table, Collection<String> appIds) throws IOException {
            throw new IOException("storage is away");
        }
    }
}
