// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.read;
import static dev.alluvium.connect.sink.Records.row;
import static dev.alluvium.connect.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.SchemaChange;
import dev.alluvium.connect.sink.core.SchemaEvolution;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebeziumEnvelopeTest {

    @Test
    void keepsTheEnvelopeWhole() {
        Map<String, Object> row = row(DebeziumPostgres.update());

        assertThat(read(DebeziumPostgres.update()).shape().schema().columns())
                .extracting(Column::name)
                .containsExactly(
                        "before",
                        "after",
                        "source",
                        "transaction",
                        "op",
                        "ts_ms",
                        "ts_us",
                        "ts_ns",
                        "_kafka",
                        "_rescued",
                        "_unavailable");
        assertThat(row).containsEntry("op", "u").containsEntry("after", DebeziumPostgres.after());
        assertThat(row).doesNotContainKey("ts_us");
        assertThat(struct(row, "before")).containsEntry("customer", "old");
        assertThat(struct(row, "source")).containsEntry("lsn", 25_522_336L).doesNotContainKey("xmin");
        assertThat(struct(row, "transaction")).containsEntry("id", "796:25522336");
        assertThat(struct(row, "_kafka")).containsEntry("key", Map.of("id", 7L));
    }

    @Test
    void doesNotPutDefaultsIntoTheRowThatIsGone() {
        Map<String, Object> row = row(DebeziumPostgres.delete());

        assertThat(row).doesNotContainKey("after");
        assertThat(struct(row, "before"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("id", 7L, "created", 0L, "created__us", 0L));
    }

    @Test
    void writesATombstoneIntoTheSameTable() {
        SchemaChange change = SchemaEvolution.merge(
                read(DebeziumPostgres.update()).shape().schema(),
                read(DebeziumPostgres.tombstone()).shape().schema());
        assertThat(change.isNeeded()).isFalse();
        assertThat(change.clashes()).isEmpty();
        assertThat(row(DebeziumPostgres.tombstone())).containsOnlyKeys("_kafka");
    }
}
