// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.PendingOffsets;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One table of a task fails, another does not. Records 0 to 4 of the partition go to the first, 5 to 9 to the second. */
class QuarantineTest {
    private static final TableName ORDERS = new TableName("orders");
    private static final TableName ITEMS = new TableName("items");
    private static final TestRows SHAPE = TestRows.of(TestRows.column("a", Primitive.STRING));

    private final FakeDeltaLogs logs = new FakeDeltaLogs();
    private final FakeDeltaLog orders = logs.log(ORDERS);
    private final FakeDeltaLog items = logs.log(ITEMS);
    private final FakeDataFiles files = new FakeDataFiles();
    private final TaskRig task = new TaskRig(logs, files);

    @BeforeEach
    void open() {
        task.open(1, 0).read(ITEMS, SHAPE, 1, 1).sealAndWork().open(0, 0);
    }

    @Test
    void aTableThatCannotBeReadHoldsUpNoOther() {
        orders.failReads(Integer.MAX_VALUE);
        readBoth();
        task.sealAndWork();

        assertThat(offsets(items)).isEqualTo(range(5, 9));
        assertThat(offsets(orders)).isEmpty();
        assertThat(task.acknowledged(0)).isZero();
        assertThat(task.counters.quarantined()).isEqualTo(1);
        assertThat(task.slept.stream().mapToLong(Long::longValue).sum()).isLessThan(2 * TaskRig.QUICK_RETRY_MS);

        orders.failReads(0);
        assertRecovers();
    }

    @Test
    void aTableThatMayNotBeWrittenIsTriedForEverAsLongAsOthersGoOn() {
        orders.refuse("it asks for the feature odd: drop it");
        readBoth();
        for (int hour = 0; hour < 10; hour++) {
            task.nowMs += 3_600_000;
            assertThatCode(task::waitForQuarantine).doesNotThrowAnyException();
            task.rewind();
            task.positions.put(partition(0), 0L);
            readBoth();
            task.sealAndWork();
        }
        assertThat(offsets(items)).isEqualTo(range(5, 9));
        assertThat(task.acknowledged(0)).isZero();

        orders.accept();
        assertRecovers();
    }

    @Test
    void aTableWhoseCommitsFailTakesNoMoreRowsUntilOneStands() {
        readBoth();
        task.seal();
        orders.failReads(Integer.MAX_VALUE);
        for (int attempt = 0; attempt < 20; attempt++) {
            task.nowMs += 1_000;
            task.attempt();
            task.listen();
        }
        assertThat(offsets(items)).isEqualTo(range(5, 9));
        task.read(ORDERS, SHAPE, 0, 1_000).seal();
        assertThat(task.toCommitter).as("more of what cannot be committed").isEmpty();
        assertThat(task.acknowledged(0)).isZero();

        orders.failReads(0);
        task.work();
        assertThat(offsets(orders)).isEqualTo(range(0, 4));
        assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 10L));
        task.read(ORDERS, SHAPE, 0, 1_000).sealAndWork();
        assertThat(offsets(orders)).hasSize(1_005).doesNotHaveDuplicates();
        assertThat(task.acknowledged(0)).isEqualTo(1_010);
    }

    @Test
    void aTableThatIsRefusedAtItsCommitIsReadAgain() {
        readBoth();
        task.seal();
        orders.refuse("it asks for the feature odd: drop it");
        task.work();
        assertThat(offsets(items)).isEqualTo(range(5, 9));
        assertThat(task.acknowledged(0)).isZero();
        assertThat(files.removed()).hasSize(1);

        orders.accept();
        assertRecovers();
    }

    @Test
    void aFileThatCannotBeWrittenHoldsUpNoOther() {
        files.failAppends(1);
        readBoth();
        task.sealAndWork();
        assertThat(offsets(items)).isEqualTo(range(5, 9));
        assertThat(offsets(orders)).isEmpty();
        assertRecovers();
    }

    @Test
    void whatWaitsIsForgottenWithItsPartition() {
        orders.failReads(Integer.MAX_VALUE);
        readBoth();
        task.sealAndWork();
        task.lose(0);
        assertThat(task.pending.lowest(partition(0))).isEmpty();

        orders.failReads(0);
        task.waitForQuarantine();
        assertThat(task.rewind()).isEmpty();
        task.open(0, 0);
        readBoth();
        task.sealAndWork();
        assertThat(offsets(orders)).isEqualTo(range(0, 4));
        assertThat(task.acknowledged(0)).isEqualTo(10);
    }

    @Test
    void waitsLongerEachTimeUpToALimit() {
        long[] now = {0};
        Backoff backoff = new Backoff(1_000, 10_000, new SplittableRandom(1));
        Quarantine quarantine = new Quarantine(
                () -> new Patience(backoff, 60_000), new PendingOffsets(), () -> now[0], new PipelineCounters(0));
        StalledTableException cause = StalledTableException.of(ORDERS, "commit", new IOException("scripted"));
        List<Long> delays = new ArrayList<>();
        for (int failure = 0; failure < 20; failure++) {
            quarantine.isolate(cause, Quarantine.Others.GO_ON);
            delays.add(quarantine.dueMs() - now[0]);
            now[0] = quarantine.dueMs();
            assertThat(quarantine.due()).isEqualTo(ORDERS);
            quarantine.release(ORDERS, (source, offset) -> {});
        }
        assertThat(delays.get(0)).isBetween(0L, 1_000L);
        assertThat(delays).allMatch(delay -> delay <= 10_000).anyMatch(delay -> delay > 5_000);
    }

    @Test
    void aTaskWithTopicsToComeIsGivenTimeBeforeItFails() {
        long[] now = {0};
        Backoff backoff = new Backoff(1_000, 10_000, new SplittableRandom(1));
        Quarantine quarantine = new Quarantine(
                () -> new Patience(backoff, 60_000), new PendingOffsets(), () -> now[0], new PipelineCounters(0));
        StalledTableException cause =
                StalledTableException.of(ORDERS, new UnsupportedTableException("it asks for the feature odd: drop it"));
        quarantine.isolate(cause, Quarantine.Others.MAY_COME);
        now[0] = 10_000;
        quarantine.release(ORDERS, (source, offset) -> {});
        assertThatThrownBy(() -> quarantine.isolate(cause, Quarantine.Others.MAY_COME))
                .isInstanceOf(SinkFailureException.class)
                .hasMessage("Table orders: it asks for the feature odd: drop it");
        assertThatThrownBy(() -> new Quarantine(
                                () -> new Patience(backoff, 60_000),
                                new PendingOffsets(),
                                () -> 0,
                                new PipelineCounters(0))
                        .isolate(cause, Quarantine.Others.NONE))
                .isInstanceOf(SinkFailureException.class);
    }

    private void readBoth() {
        task.read(ORDERS, SHAPE, 0, 5).read(ITEMS, SHAPE, 0, 5);
    }

    private void assertRecovers() {
        task.waitForQuarantine();
        assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L));
        readBoth();
        task.sealAndWork();
        assertThat(offsets(orders)).isEqualTo(range(0, 4));
        assertThat(offsets(items)).isEqualTo(range(5, 9));
        assertThat(task.acknowledged(0)).isEqualTo(10);
    }

    private List<Long> offsets(FakeDeltaLog log) {
        return Visible.offsets(log, files).getOrDefault(partition(0).toString(), List.of());
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
