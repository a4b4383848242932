// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which files are closed when those of all tables together hold too much. */
final class MemoryPressureTest {
    private static final TestRows SHAPE = TestRows.of(TestRows.column("a", Primitive.STRING));
    private static final long ROOM_ROWS = 100;

    private final FakeDataFiles files = new FakeDataFiles();
    private final TaskRig rig = new TaskRig(
            new FakeDeltaLogs(),
            files,
            new FlushPolicy(TaskRig.INTERVAL_MS, 1_000_000, 1_000_000),
            ROOM_ROWS * FakeDataFiles.BYTES_PER_ROW,
            0);

    @Test
    void closesTheLargestFirst() {
        rig.open(0, 0);
        rig.read(new TableName("old"), SHAPE, 0, 10);
        rig.read(new TableName("large"), SHAPE, 0, 80);
        rig.read(new TableName("young"), SHAPE, 0, 11);

        assertThat(sealed()).containsExactly("large");
        assertThat(rig.gauge.openBytes()).isEqualTo(21L * FakeDataFiles.BYTES_PER_ROW);
    }

    @Test
    void closesTheOldestOfManyAlikeAndNotTheOneThatJustGotARow() {
        rig.open(0, 0);
        for (int table = 0; table < 25; table++) {
            rig.read(new TableName("t" + table), SHAPE, 0, 4);
        }
        assertThat(sealed()).isEmpty();

        rig.read(new TableName("t7"), SHAPE, 0, 1);
        rig.read(new TableName("t9"), SHAPE, 0, 3);

        assertThat(sealed()).containsExactly("t0");
    }

    @Test
    void closesThousandsInTheirTurnAndNeverHoldsMoreThanItMay() {
        rig.open(0, 0);
        List<String> order = new ArrayList<>();
        for (int table = 0; table < 5_000; table++) {
            rig.read(new TableName("t" + table), SHAPE, 0, 1);
            assertThat(rig.gauge.openBytes()).isLessThanOrEqualTo(ROOM_ROWS * FakeDataFiles.BYTES_PER_ROW);
            order.add("t" + table);
        }

        assertThat(sealed()).isEqualTo(order.subList(0, 4_900));
    }

    @Test
    void oneBatchThatOpensAFileWithEachRowHoldsNoMoreThanItMayEither() {
        rig.open(0, 0);
        List<Row> rows = new ArrayList<>();
        for (int offset = 0; offset < 5_000; offset++) {
            rows.add(new Row(new TableName("t" + offset), rig.sessions.get(partition(0)), offset, SHAPE, "content", 1));
        }
        rig.hand(rows);

        // One share takes rows, one waits to be uploaded.
        assertThat(files.mostUnfinished()).isLessThanOrEqualTo((int) (2 * ROOM_ROWS + FileMemory.MAX_NEW_FILES));
        assertThat(rig.sealed).hasSize(4_900);
    }

    @Test
    void waitsForUploadsBeforeMoreIsWritten() {
        rig.open(0, 0);
        rig.read(new TableName("full"), SHAPE, 0, (int) ROOM_ROWS + 1);

        assertThat(sealed()).containsExactly("full");
        assertThat(rig.slept).isNotEmpty();
        assertThat(rig.gauge.usedBytes()).isZero();
    }

    private List<String> sealed() {
        return rig.sealed.stream().map(bundle -> bundle.table().path()).toList();
    }
}
