// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.core.TxnIdentity;
import dev.alluvium.connect.sink.write.CommitGroups;
import dev.alluvium.connect.sink.write.FakeDataFiles;
import dev.alluvium.connect.sink.write.FakeDeltaLogs;
import dev.alluvium.connect.sink.write.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RegulatorTest {
    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final TopicPartition TWO = new TopicPartition("orders", 2);
    private static final SourcePartition SOURCE = new SourcePartition("orders", 1);
    private static final Session SESSION = new Session(SOURCE, 1);
    private static final Session OTHER = new Session(new SourcePartition("orders", 2), 2);
    private static final RowShape SHAPE = TestRows.of(TestRows.column("a", Primitive.STRING));
    private static final long LONG_ENOUGH_MS = 30_000;
    /** Of which a 64th may wait for the encoder. */
    private static final long MAX_MEMORY_BYTES = 6_400;

    private final FakeSinkContext context = new FakeSinkContext();
    private final Pipeline pipeline = pipeline();
    private final Regulator regulator = new Regulator(pipeline, context, MAX_MEMORY_BYTES);

    @AfterEach
    void stop() {
        pipeline.stop();
    }

    @Test
    void leavesAnIdleTaskAlone() {
        context.assigned.add(ONE);
        regulator.afterBatch(false);

        assertThat(context.paused).isEmpty();
        assertThat(context.timeoutMs).isEqualTo(-1);
        assertThat(context.commitsRequested).isZero();
    }

    @Test
    void comesBackSoonWhileRowsAreOnTheirWay() {
        context.assigned.add(ONE);
        hand(100);
        regulator.afterBatch(false);

        assertThat(context.paused).isEmpty();
        assertThat(context.timeoutMs).isEqualTo(250);
    }

    @Test
    void pausesAllPartitionsWhileTooMuchWaitsForTheEncoder() {
        context.assigned.addAll(Set.of(ONE, TWO));
        hand(101);
        regulator.afterBatch(false);

        assertThat(context.paused).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(context.timeoutMs).isEqualTo(20);
    }

    @Test
    void pausesPartitionsThatComeLaterToo() {
        context.assigned.add(ONE);
        hand(101);
        regulator.afterBatch(false);
        context.assigned.add(TWO);
        regulator.afterBatch(false);

        assertThat(context.paused).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void resumesOnceTheEncoderHasCaughtUp() throws Exception {
        context.assigned.add(ONE);
        hand(101);
        regulator.afterBatch(false);
        pipeline.start();
        pipeline.awaitQueue(0, LONG_ENOUGH_MS);
        regulator.afterBatch(false);

        assertThat(context.paused).isEmpty();
    }

    /** An eager rebalance takes all partitions away for a while and gives some back, which Connect pauses again. */
    @Test
    void resumesWhatComesBackAfterTheOthersWereResumed() throws Exception {
        context.assigned.add(ONE);
        hand(101);
        regulator.afterBatch(false);
        assertThat(context.paused).containsExactly(ONE);
        context.assigned.clear();
        pipeline.start();
        pipeline.awaitQueue(0, LONG_ENOUGH_MS);
        regulator.afterBatch(false);
        context.assigned.add(ONE);
        regulator.opened(Set.of(ONE));

        assertThat(context.paused).isEmpty();
    }

    @Test
    void keepsWhatComesBackPausedWhileTooMuchWaits() {
        context.assigned.add(ONE);
        hand(101);
        regulator.afterBatch(false);
        context.assigned.add(TWO);
        regulator.opened(Set.of(TWO));

        assertThat(context.paused).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void waitsForAnEncoderThatIsAboutToCatchUpInsteadOfPausing() {
        context.assigned.add(ONE);
        hand(101);
        pipeline.start();
        regulator.afterBatch(false);

        assertThat(context.paused).isEmpty();
    }

    @Test
    void staysPausedUntilAQuarterOfTheMemoryIsFree() throws Exception {
        context.assigned.addAll(Set.of(ONE, TWO));
        pipeline.opened(OTHER);
        pipeline.start();
        // Ten bytes a row in open files.
        hand("orders", SESSION, 500);
        hand("others", OTHER, 150);
        pipeline.awaitQueue(0, LONG_ENOUGH_MS);
        while (pipeline.usedBytes() < 6_500) {
            // The files are weighed just after the queue is.
            Thread.onSpinWait();
        }
        regulator.afterBatch(false);
        assertThat(context.paused).containsExactlyInAnyOrder(ONE, TWO);

        assertThat(pipeline.flush(Set.of(OTHER.source()), LONG_ENOUGH_MS)).isTrue();
        regulator.afterBatch(false);
        assertThat(context.paused).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(context.timeoutMs).isEqualTo(20);

        assertThat(pipeline.flush(Set.of(SOURCE), LONG_ENOUGH_MS)).isTrue();
        regulator.afterBatch(false);
        assertThat(context.paused).isEmpty();
    }

    @Test
    void asksForOffsetsToBeCommittedOnceForEachCommit() throws Exception {
        context.assigned.add(ONE);
        pipeline.start();
        hand(1);
        assertThat(pipeline.flush(Set.of(SOURCE), LONG_ENOUGH_MS)).isTrue();
        while (pipeline.commits() == 0) {
            // Counted just after the rows have ceased to be pending.
            Thread.onSpinWait();
        }

        regulator.afterBatch(false);
        regulator.afterBatch(false);
        assertThat(context.commitsRequested).isEqualTo(1);
    }

    private void hand(int sizeBytes) {
        pipeline.hand(List.of(new Row(new TableName("orders"), SESSION, 0, SHAPE, "content", sizeBytes)));
    }

    private void hand(String table, Session session, int rows) {
        pipeline.hand(LongStream.range(0, rows)
                .mapToObj(offset -> new Row(new TableName(table), session, offset, SHAPE, "content", 1))
                .toList());
    }

    private static Pipeline pipeline() {
        SinkSettings settings = new SinkSettings(
                new TxnIdentity("app"),
                new FlushPolicy(3_600_000, 1_000_000, 1_000_000),
                MAX_MEMORY_BYTES * 10,
                LONG_ENOUGH_MS,
                LONG_ENOUGH_MS,
                3_600_000,
                Long.MAX_VALUE,
                false,
                Map.of());
        FakeDeltaLogs logs = new FakeDeltaLogs();
        Pipeline pipeline = new Pipeline(
                settings,
                new CommitGroups(logs, settings, 1),
                logs,
                new FakeDataFiles(),
                new PluginThreads("test"),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                new SplittableRandom(1));
        pipeline.opened(SESSION);
        return pipeline;
    }
}
