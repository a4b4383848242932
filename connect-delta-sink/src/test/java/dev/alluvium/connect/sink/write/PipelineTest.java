// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.Rewind;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.core.TxnIdentity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a pipeline's threads, and what the task's thread is told of it. */
@Timeout(60)
final class PipelineTest {
    private static final TableName ORDERS = new TableName("orders");
    private static final SourcePartition SOURCE = new SourcePartition("topic", 0);
    private static final Session SESSION = new Session(SOURCE, 1);
    private static final TestRows SHAPE = TestRows.of(TestRows.column("a", Primitive.STRING));
    private static final long HOUR_MS = 3_600_000;
    private static final long LONG_ENOUGH_MS = 30_000;

    private final FakeDeltaLogs logs = new FakeDeltaLogs();
    private final FakeDeltaLog orders = logs.log(ORDERS);
    private final FakeDataFiles files = new FakeDataFiles();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Pipeline pipeline = pipeline(files);

    @AfterEach
    void stop() {
        pipeline.stop();
    }

    @Test
    void writesNothingBeforeItIsStarted() throws Exception {
        pipeline.opened(SESSION);
        hand(0, 4);

        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(pipeline.flush(Set.of(SOURCE), 1)).isFalse();
        assertThat(files.schemas()).isEmpty();
        assertThat(pipeline.lowestPending(SOURCE)).hasValue(0);
        assertThat(pipeline.queuedBytes()).isPositive();
    }

    @Test
    void commitsWhatWasHandedOverBeforeAndAfterItsStart() throws Exception {
        pipeline.opened(SESSION);
        hand(0, 4);
        pipeline.start();
        hand(5, 9);

        assertThat(pipeline.flush(Set.of(SOURCE), LONG_ENOUGH_MS)).isTrue();
        assertThat(Visible.offsets(orders, files))
                .isEqualTo(Map.of("topic-0", LongStream.range(0, 10).boxed().toList()));
        while (pipeline.commits() == 0) {
            // Counted just after the rows have ceased to be pending.
            Thread.onSpinWait();
        }
        assertThat(pipeline.lowestPending(SOURCE)).isEmpty();
        assertThat(pipeline.usedBytes()).isZero();
        pipeline.checkHealth();
    }

    @Test
    void holdsBackWhatIsHandedOverUntilItStandsInTheTable() throws Exception {
        pipeline.opened(SESSION);
        pipeline.start();
        hand(5, 9);
        pipeline.awaitQueue(0, LONG_ENOUGH_MS);

        assertThat(pipeline.lowestPending(SOURCE)).hasValue(5);
        pipeline.flush(Set.of(SOURCE), LONG_ENOUGH_MS);
        assertThat(pipeline.lowestPending(SOURCE)).isEmpty();
    }

    @Test
    void tellsAFailureOfItsEncoderFromTheNextCallOn() throws Exception {
        orders.refuse("the table asks for the feature odd: drop it");
        pipeline.opened(SESSION);
        pipeline.start();
        hand(0, 4);
        awaitEndOfThreads();

        assertThatThrownBy(pipeline::checkHealth)
                .isInstanceOf(SinkFailureException.class)
                .hasMessage("Table orders: the table asks for the feature odd: drop it");
        assertThatThrownBy(pipeline::checkHealth).isInstanceOf(SinkFailureException.class);
        assertThat(pipeline.flush(Set.of(SOURCE), LONG_ENOUGH_MS)).isFalse();
        assertThat(pipeline.lowestPending(SOURCE)).hasValue(0);
    }

    @Test
    void endsItsEncoderWhenItsCommitterFails() throws Exception {
        pipeline.opened(SESSION);
        pipeline.start();
        hand(0, 4);
        pipeline.awaitQueue(0, LONG_ENOUGH_MS);
        orders.refuse("the table asks for the feature odd: drop it");

        assertThat(pipeline.flush(Set.of(SOURCE), 1)).isFalse();
        awaitEndOfThreads();

        assertThatThrownBy(pipeline::checkHealth).hasMessageContaining("feature odd");
        assertThat(orders.files()).isEmpty();
        assertThat(pipeline.lowestPending(SOURCE)).hasValue(0);
    }

    @Test
    void tellsAnErrorThatNobodyExpectedWithItsCause() throws Exception {
        Pipeline broken = pipeline(new BrokenDataFiles());
        broken.opened(SESSION);
        broken.start();
        broken.hand(rows(0, 4));
        awaitEndOfThreads();

        SinkFailureException failure = catchThrowableOfType(SinkFailureException.class, broken::checkHealth);
        assertThat(failure).hasMessageContaining("unexpected").hasRootCauseMessage("scripted: a mistake");
    }

    @Test
    void endsItsThreadsWhenStoppedAndDropsWhatIsNotCommitted() throws Exception {
        pipeline.opened(SESSION);
        pipeline.start();
        hand(0, 4);
        pipeline.flush(Set.of(SOURCE), LONG_ENOUGH_MS);
        hand(5, 9);
        pipeline.awaitQueue(0, LONG_ENOUGH_MS);

        pipeline.stop();
        awaitEndOfThreads();

        assertThat(orders.txns()).containsExactly(Map.entry("app/topic@0/0", 4L));
        assertThat(files.aborted()).isEqualTo(1);
        pipeline.checkHealth();
    }

    @Test
    void leavesTheFilesOfARequestInFlightWhenStopped() throws Exception {
        pipeline.opened(SESSION);
        pipeline.start();
        hand(0, 4);
        pipeline.awaitQueue(0, LONG_ENOUGH_MS);
        orders.onNextWrite(WriteFault.IN_FLIGHT);
        pipeline.flush(Set.of(SOURCE), 1);
        while (!orders.hasInFlight()) {
            Thread.onSpinWait();
        }

        pipeline.stop();
        awaitEndOfThreads();

        assertThat(files.removed()).isEmpty();
    }

    @Test
    void asksForWhatAFenceDroppedToBeReadAgain() throws Exception {
        pipeline.opened(SESSION);
        pipeline.start();
        hand(0, 4);
        pipeline.awaitQueue(0, LONG_ENOUGH_MS);
        orders.commitForeign(Map.of("app/topic@0/0", 2L), List.of());

        // Answered by the fence: nothing is pending in the table any more, but the reading is.
        pipeline.flush(Set.of(SOURCE), LONG_ENOUGH_MS);

        assertThat(pipeline.nextRewind()).isEqualTo(new Rewind(SESSION, 0));
        assertThat(pipeline.nextRewind()).isNull();
        assertThat(pipeline.lowestPending(SOURCE)).hasValue(0);
    }

    private void hand(long first, long last) {
        pipeline.hand(rows(first, last));
    }

    private static List<Row> rows(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(offset -> SHAPE.row(ORDERS, SESSION, offset, "content"))
                .toList();
    }

    private void awaitEndOfThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(LONG_ENOUGH_MS);
            assertThat(thread.isAlive()).isFalse();
        }
        // Encoder and committer. The executor of checkpoints interrupts its thread while that waits for work, never at
        // work.
        assertThat(threads.subList(0, 2)).noneMatch(Thread::isInterrupted);
    }

    private Pipeline pipeline(DataFiles dataFiles) {
        SinkSettings settings = new SinkSettings(
                new TxnIdentity("app"),
                new FlushPolicy(HOUR_MS, 1_000, 1_000_000),
                1_000_000,
                LONG_ENOUGH_MS,
                LONG_ENOUGH_MS,
                HOUR_MS,
                Long.MAX_VALUE,
                false,
                Map.of());
        return new Pipeline(
                settings,
                new CommitGroups(logs, settings, 1),
                logs,
                dataFiles,
                work -> {
                    Thread thread = new Thread(work);
                    thread.setDaemon(true);
                    threads.add(thread);
                    return thread;
                },
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                new SplittableRandom(1));
    }

    private static final class BrokenDataFiles implements DataFiles {
        @Override
        public DataFileWriter create(TableName table, TableSchema schema) {
            throw new IllegalStateException("scripted: a mistake");
        }

        @Override
        public void delete(TableName table, DataFile file) {
            throw new AssertionError("there is no file");
        }
    }
}
