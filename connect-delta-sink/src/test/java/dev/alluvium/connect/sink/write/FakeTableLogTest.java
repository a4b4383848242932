// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FakeTableLogTest extends TableLogContract {
    private static final TableName TABLE = new TableName("bronze/orders");

    private final FakeDeltaLogs logs = new FakeDeltaLogs(CHECKPOINT_INTERVAL_COMMITS);

    @Override
    protected TableLog open() {
        return logs.open(TABLE);
    }

    @Override
    protected void onNextWrite(WriteFault fault) {
        logs.log(TABLE).onNextWrite(fault);
    }

    @Override
    protected void landInFlight() {
        logs.log(TABLE).landInFlight();
    }

    @Override
    protected void failNextRead() {
        logs.log(TABLE).failReads(1);
    }

    @Override
    protected List<DataFile> files() {
        return logs.log(TABLE).files();
    }

    @Override
    protected long refuseWriters() {
        logs.log(TABLE).refuse("the table bronze/orders asks for the feature odd");
        return logs.log(TABLE).commitForeign(Map.of(), List.of());
    }

    @Override
    protected boolean hasCheckpoint(long version) {
        return logs.log(TABLE).checkpointed().orElse(TableState.ABSENT) == version;
    }

    @Override
    protected void dropVersionsBefore(long version) {
        // Nothing to drop: the fake has no checkpoint to read from.
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
