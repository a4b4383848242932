// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.at;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.file;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static dev.alluvium.connect.sink.write.TableLogSteps.wider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TableState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both libraries on one table: one side of each race is Kernel, the other delta-standalone. */
final class MixedTableLogTest extends LocalTableContract {

    @Override
    public TableLog open() {
        return table.open(LogLibrary.KERNEL);
    }

    @Override
    public TableLog openRival() {
        return table.open(LogLibrary.STANDALONE);
    }

    @Override
    public List<DataFile> files() throws IOException {
        List<DataFile> files = table.filesByKernel();
        assertThat(table.filesByStandalone()).containsExactlyInAnyOrderElementsOf(files);
        return files;
    }

    @ParameterizedTest
    @EnumSource
    void alternateOnOneTableAcrossCheckpointsOfEither(LogLibrary checkpointing) throws Exception {
        TableLog kernel = table.open(LogLibrary.KERNEL);
        TableLog standalone = table.open(LogLibrary.STANDALONE);
        TableLog checkpointer = table.open(checkpointing);
        standalone.evolve(standalone.load(Set.of()), SCHEMA);
        OptionalLong base = NONE;
        for (int version = 1; version <= 3 * CHECKPOINT_INTERVAL_COMMITS; version++) {
            TableLog writer = version % 2 == 0 ? kernel : standalone;
            Commit commit = commit(List.of(file("part-" + version + ".parquet", version)), step("a", base, version));
            CommitResult result = writer.commit(commit);
            if (result instanceof CommitResult.Conflict) {
                result = writer.commit(commit);
            }
            assertThat(result).isEqualTo(new CommitResult.Committed(version));
            base = at(version);
            OptionalLong checkpoint = checkpointer.checkpoint();
            assertThat(checkpoint.isPresent()).isEqualTo(version % CHECKPOINT_INTERVAL_COMMITS == 0);
        }
        dropVersionsBefore(3 * CHECKPOINT_INTERVAL_COMMITS);

        TableState expected = new TableState(base.orElseThrow(), SCHEMA, Map.of("a", base.orElseThrow()));
        assertThat(table.open(LogLibrary.KERNEL).load(Set.of("a"))).isEqualTo(expected);
        assertThat(table.open(LogLibrary.STANDALONE).load(Set.of("a"))).isEqualTo(expected);
        assertThat(files()).hasSize(3 * CHECKPOINT_INTERVAL_COMMITS);
    }

    @ParameterizedTest
    @EnumSource
    void readWhatTheOtherWroteBeforeAnyCheckpoint(LogLibrary writing) throws Exception {
        TableLog writer = table.open(writing);
        writer.evolve(writer.load(Set.of()), SCHEMA);
        DataFile odd = file("day=2026-11-23/it's 100% \"odd\" ä+b:c.parquet", 5);
        writer.commit(commit(List.of(odd), step("a", NONE, 7), step("b", NONE, 0)));
        writer.evolve(writer.load(Set.of()), wider());

        TableState expected = new TableState(2, wider(), Map.of("a", 7L, "b", 0L));
        for (LogLibrary reading : LogLibrary.values()) {
            assertThat(table.open(reading).load(Set.of("a", "b", "c"))).isEqualTo(expected);
        }
        assertThat(files()).containsExactly(odd);
    }
}
