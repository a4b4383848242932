// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The settings of routing change while records are to be read again, or while none are: rule 10, through a whole task. */
final class RoutingChangeTest {
    private static final String OLD = "orders:old";
    private static final String NEW = "orders:new";

    private final TaskInMemory memory = new TaskInMemory(column -> true);

    @Test
    void failsWhereATableOfTheOldSettingsHasWhatComesAgain() {
        run(OLD, "fail", record(0), record(1), record(2));

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> run(NEW, "fail", record(1), record(2), record(3)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("orders-0 is to be read again from offset 1, and some table has it up to 2")
                    .hasMessageContaining("Start the connector once with the old settings")
                    .hasMessageContaining("delta.routing.change=accept");
        }
        assertThat(memory.log("new").versions()).isEmpty();
    }

    @Test
    void theOldSettingsReadUpAndTheNewGoOnFromThere() {
        run(OLD, "fail", record(0), record(1), record(2));
        assertThatThrownBy(() -> run(NEW, "fail", record(1))).isInstanceOf(ConnectException.class);
        run(OLD, "fail", record(1), record(2), record(3));
        run(NEW, "fail", record(4), record(5));
        run(NEW, "fail", record(4), record(5), record(6));

        assertThat(offsets("old")).containsExactly(0L, 1L, 2L, 3L);
        assertThat(offsets("new")).containsExactly(4L, 5L, 6L);
    }

    @Test
    void acceptsWhatItIsToldToAcceptOnce() {
        run(OLD, "fail", record(0), record(1), record(2));
        run(NEW, "accept", record(1), record(2), record(3));
        run(NEW, "fail", record(3), record(4));

        assertThat(offsets("old")).containsExactly(0L, 1L, 2L);
        assertThat(offsets("new")).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void anotherTopicOrNewCommitSettingsAreNoChange() {
        run(OLD, "fail", record(0), record(1));
        memory.connect()
                .start(TaskInMemory.properties(
                        "topics", "orders,more", "delta.table.map", OLD, "delta.commit.interval.ms", "150"))
                .produce(record(0), record(1), record(2))
                .drain()
                .stop();

        assertThat(offsets("old")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void asLongAsNothingChangesNoTableIsLookedAt() throws Exception {
        run(OLD, "fail", record(0));
        run(OLD, "fail", record(0), record(1));

        assertThat(memory.register.names("settings/" + LifeNote.fileName("sink")))
                .hasSize(1);
    }

    private void run(String map, String policy, SinkRecord... records) {
        memory.connect()
                .start(TaskInMemory.properties(
                        "topics", "orders", "delta.table.map", map, "delta.routing.change", policy))
                .produce(records)
                .drain()
                .stop();
    }

    private List<Long> offsets(String table) {
        Map<String, List<Long>> offsets = memory.files.offsets(memory.log(table));
        return offsets.getOrDefault("orders-0", List.of());
    }

    private static SinkRecord record(long offset) {
        return new SinkRecord(
                "orders", 0, null, null, Schema.STRING_SCHEMA, "v" + offset, offset, 1L, TimestampType.CREATE_TIME);
    }
}
