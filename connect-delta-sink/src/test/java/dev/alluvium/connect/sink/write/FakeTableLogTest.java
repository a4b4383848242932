// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FakeTableLogTest implements TableLogContract {
    private static final TableName TABLE = new TableName("bronze/orders");

    private final FakeDeltaLogs logs = new FakeDeltaLogs(CHECKPOINT_INTERVAL_COMMITS);

    @Override
    public TableLog open() {
        return logs.open(TABLE);
    }

    @Override
    public void onNextWrite(WriteFault fault) {
        logs.log(TABLE).onNextWrite(fault);
    }

    @Override
    public void landInFlight() {
        logs.log(TABLE).landInFlight();
    }

    @Override
    public void failNextRead() {
        logs.log(TABLE).failReads(1);
    }

    @Override
    public List<DataFile> files() {
        return logs.log(TABLE).files();
    }

    @Override
    public long refuseWriters() {
        logs.log(TABLE).refuse("the table bronze/orders asks for the feature odd");
        return logs.log(TABLE).commitForeign(Map.of(), List.of());
    }

    @Override
    public boolean hasCheckpoint(long version) {
        return logs.log(TABLE).checkpointed().orElse(TableState.ABSENT) == version;
    }

    @Override
    public void dropVersionsBefore(long version) {
        // Nothing to drop: the fake has no checkpoint to read from.
    }

    @Override
    public void pass(Duration time) {
        // Nothing grows old in memory.
    }

    @Test
    void throwsWhenAnotherCommitIsTriedWhileTheOutcomeOfOneIsOpen() {
        TableLog writer = tableWithSchema();
        onNextWrite(WriteFault.IN_FLIGHT);
        writer.commit(commit(step("a", NONE, 10)));

        assertThatThrownBy(() -> writer.commit(commit(step("a", NONE, 12))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rule 4");
    }
}
