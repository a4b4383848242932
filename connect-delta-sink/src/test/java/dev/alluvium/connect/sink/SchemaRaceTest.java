// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.EmittedFiles.Emitted;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitGroups;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.ReadBack;
import dev.alluvium.connect.sink.write.Register;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TableLogs;
import dev.alluvium.connect.sink.write.TableState;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Two tasks change one table's schema at the same moment: rule 8. The second looks, and before it writes, the first has. */
final class SchemaRaceTest {
    private final TaskInMemory memory = new TaskInMemory(column -> true);

    @Test
    void ofOneNameWithTwoTypesTheLoserRescuesItsValue() {
        race(record(0, "x", Schema.STRING_SCHEMA, "a"), record(1, "x", Schema.INT64_SCHEMA, 7L));

        assertThat(columns()).containsOnlyOnce("x");
        assertThat(rows("orders-0").get(0).columns()).containsEntry("x", "a").doesNotContainKey("_rescued");
        assertThat(rows("orders-1").get(0).columns())
                .containsEntry("_rescued", "{\"x\":7}")
                .doesNotContainKey("x");
    }

    @Test
    void ofTwoNamesBothAreThere() {
        race(record(0, "x", Schema.STRING_SCHEMA, "a"), record(1, "y", Schema.INT64_SCHEMA, 7L));

        assertThat(columns()).contains("x", "y");
        assertThat(rows("orders-0").get(0).columns()).containsEntry("x", "a").doesNotContainKey("_rescued");
        assertThat(rows("orders-1").get(0).columns()).containsEntry("y", 7L).doesNotContainKey("_rescued");
    }

    @Test
    void namesThatDifferInCaseOnlyAreOneColumn() {
        race(record(0, "x", Schema.STRING_SCHEMA, "a"), record(1, "X", Schema.STRING_SCHEMA, "b"));

        assertThat(columns()).contains("x").doesNotContain("X");
        assertThat(rows("orders-1").get(0).columns()).containsEntry("_rescued", "{\"X\":\"b\"}");
    }

    private void race(SinkRecord first, SinkRecord second) {
        AtomicBoolean begun = new AtomicBoolean();
        Runnable winner = () -> {
            if (!begun.getAndSet(true)) {
                memory.connect()
                        .start(TaskInMemory.properties())
                        .produce(first)
                        .drain()
                        .stop();
            }
        };
        new FakeConnect(new DeltaSinkTask(new Delayed(memory, winner)))
                .start(TaskInMemory.properties())
                .produce(second)
                .drain()
                .stop();

        assertThat(begun).isTrue();
        assertThat(memory.log("orders").files()).as("no file was written twice").hasSize(2);
    }

    private List<String> columns() {
        return memory.log("orders").schema().columns().stream()
                .map(Column::name)
                .toList();
    }

    private List<Emitted> rows(String source) {
        return memory.files.rows(memory.log("orders")).stream()
                .filter(row -> row.source().equals(source))
                .toList();
    }

    private static SinkRecord record(int partition, String field, Schema type, Object value) {
        Schema schema = SchemaBuilder.struct().field(field, type).build();
        Struct struct = new Struct(schema).put(field, value);
        return new SinkRecord("orders", partition, null, null, schema, struct, 0, 1L, TimestampType.CREATE_TIME);
    }

    /** A task that is slow between looking at a table and changing its schema. */
    private record Delayed(TaskInMemory memory, Runnable meanwhile) implements Wiring {
        @Override
        public Pipeline pipeline(DeltaSinkConfig config) {
            TableLogs logs = table -> new SlowLog(memory.logs.open(table), meanwhile);
            return new Pipeline(
                    config.settings(),
                    new CommitGroups(logs, config.settings(), 1),
                    logs,
                    memory.files,
                    new PluginThreads("slow"),
                    () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                    new SplittableRandom(1));
        }

        @Override
        public Register register(DeltaSinkConfig config) {
            return memory.register(config);
        }

        @Override
        public SettingsWatch.TxnReader txns(DeltaSinkConfig config) {
            return memory.txns(config);
        }

        @Override
        public Optional<KafkaLogs> kafka(DeltaSinkConfig config) {
            return memory.kafka(config);
        }
    }

    private record SlowLog(TableLog log, Runnable meanwhile) implements TableLog {
        @Override
        public TableState load(Set<String> appIds) throws IOException, UnsupportedTableException {
            return log.load(appIds);
        }

        @Override
        public CommitResult commit(Commit commit) {
            return log.commit(commit);
        }

        @Override
        public ReadBack readBack(UUID commitId, long fromVersion) throws IOException {
            return log.readBack(commitId, fromVersion);
        }

        @Override
        public CommitResult evolve(TableState from, TableSchema to) {
            meanwhile.run();
            return log.evolve(from, to);
        }

        @Override
        public OptionalLong checkpoint() throws IOException, UnsupportedTableException {
            return log.checkpoint();
        }
    }
}
