// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rule 5: fenced. */
final class CommitProtocolFenceTest extends CommitProtocol {

    @Test
    void readsAgainWhatTheTableDoesNotHave() {
        TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
        task.open(0, 0).read(ORDERS, SHAPE, 0, 20).seal();
        other.open(0, 0).read(ORDERS, SHAPE, 0, 5).sealAndWork();
        task.work();

        assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L));
        task.read(ORDERS, SHAPE, 0, 20).sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 19)));
    }

    @Test
    void everyPartitionWithRowsInTheDroppedFilesFallsBack() {
        TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
        task.open(0, 0)
                .open(1, 0)
                .read(ORDERS, SHAPE, 0, 10)
                .read(ORDERS, SHAPE, 1, 10)
                .seal();
        other.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        task.work();

        assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L, partition(1), 0L));
        task.read(ORDERS, SHAPE, 0, 15).read(ORDERS, SHAPE, 1, 15).sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 14), "topic-1", offsets(0, 14)));
    }

    @Test
    void laterBundlesAndOpenFilesThatWereBasedOnItDropToo() {
        TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
        task.open(0, 0).open(1, 0).read(ORDERS, SHAPE, 0, 10).seal();
        task.read(ORDERS, SHAPE, 0, 10).read(ORDERS, SHAPE, 1, 10).seal();
        task.read(ORDERS, SHAPE, 0, 10);
        other.open(0, 0).read(ORDERS, SHAPE, 0, 1).sealAndWork();
        task.work();

        assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L, partition(1), 0L));
        task.read(ORDERS, SHAPE, 0, 30).read(ORDERS, SHAPE, 1, 10).sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 29), "topic-1", offsets(0, 9)));
    }

    @Test
    void tablesThatWereNotFencedDoNotTakeTheirRowsTwice() {
        TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
        task.open(0, 0);
        // Even offsets belong to one table, odd ones to the other.
        split(task, 0, 20);
        task.seal();
        split(other.open(0, 0), 0, 3);
        other.sealAndWork();
        task.work();
        assertThat(visible(audit)).isEqualTo(Map.of("topic-0", List.of(1L)));

        task.rewind();
        split(task, task.positions.get(partition(0)), 20);
        task.sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", evens(0, 19)));
        assertThat(visible(audit)).isEqualTo(Map.of("topic-0", odds(0, 19)));
    }

    @Test
    void ignoresTheRestOfWhatWasReadBeforeTheRewind() {
        TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        other.open(0, 0).read(ORDERS, SHAPE, 0, 1).sealAndWork();
        task.work();
        // These were polled before the task could seek: taking them would leave a gap.
        task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 0)));

        task.rewind();
        task.read(ORDERS, SHAPE, 0, 25).sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 24)));
    }

    @Test
    void stopsAtATableWhoseTxnHasVanishedAndSeeksNowhere() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        FakeDeltaLogs replaced = new FakeDeltaLogs();
        TableWriter writer = writerOf(task, replaced);
        Session session = task.sessions.get(partition(0));
        assertThatThrownBy(() -> {
                    writer.take(row(session, 0), 0, topic -> java.util.Set.of());
                    Bundle bundle = writer.seal(new java.util.UUID(9, 9), 0);
                    writer.committed(bundle);
                    writer.forget(partition(0));
                    writer.take(row(session, 1), 0, topic -> java.util.Set.of());
                })
                .isInstanceOf(StalledTableException.class)
                .hasMessageContaining("Table orders: it has lost track of topic-0")
                .hasMessageContaining("was 0 and is now gone");
    }
}
