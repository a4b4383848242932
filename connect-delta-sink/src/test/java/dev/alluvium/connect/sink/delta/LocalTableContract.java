// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TableLogContract;
import dev.alluvium.connect.sink.write.WriteFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a table in a directory. */
@Timeout(60)
abstract class LocalTableContract implements TableLogContract {
    @TempDir
    Path warehouse;

    LocalTable table;

    @BeforeEach
    void makeTable() {
        table = new LocalTable(warehouse, CHECKPOINT_INTERVAL_COMMITS);
    }

    @Override
    public final void onNextWrite(WriteFault fault) {
        table.script.onNextWrite(fault);
    }

    @Override
    public final void landInFlight() throws IOException {
        table.script.landInFlight();
    }

    @Override
    public final void failNextRead() {
        table.script.failNextRead();
    }

    @Override
    public final long refuseWriters() throws IOException {
        Files.writeString(
                table.versionFile(1),
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"odd\"]}}\n");
        return 1;
    }

    @Override
    public final boolean hasCheckpoint(long version) {
        return table.hasCheckpoint(version);
    }

    @Override
    public final void dropVersionsBefore(long version) throws IOException {
        table.dropVersionsBefore(version);
    }

    @Test
    void removesVersionsThatHaveExpiredIfACheckpointStandsForThemThatHasExpiredAsWell() throws Exception {
        TableLog writer = tableWithSchema();
        long first = commitUntilCheckpointed(writer, 0);
        table.ageLog(Duration.ofDays(40));
        long second = commitUntilCheckpointed(writer, first);

        for (long version = 0; version < first; version++) {
            assertThat(table.versionFile(version)).doesNotExist();
        }
        assertThat(table.versionFile(first + 1)).exists();
        assertThat(files()).hasSize((int) second);
        assertThat(open().load(Set.of("a")).version()).isEqualTo(second);
    }

    private long commitUntilCheckpointed(TableLog writer, long version) throws Exception {
        OptionalLong base = version == 0 ? OptionalLong.empty() : OptionalLong.of(version);
        for (long next = version + 1; next <= version + CHECKPOINT_INTERVAL_COMMITS; next++) {
            assertThat(writer.commit(commit(step("a", base, next)))).isEqualTo(new CommitResult.Committed(next));
            base = OptionalLong.of(next);
        }
        return writer.checkpoint().orElseThrow();
    }

    @Override
    public final void pass(Duration time) {
        table.clock.move(time);
    }
}
