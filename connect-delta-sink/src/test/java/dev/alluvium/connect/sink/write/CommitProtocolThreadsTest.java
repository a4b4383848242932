// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static dev.alluvium.connect.sink.write.Visible.assertExactlyUpToTxn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rule 7: threads and Connect. */
final class CommitProtocolThreadsTest extends CommitProtocol {

    @Test
    void aRevokedPartitionIsCommittedAtOnce() {
        task.open(0, 0).open(1, 0).read(ORDERS, SHAPE, 0, 10).read(AUDIT, SHAPE, 1, 10);
        assertThat(task.flush(0)).isTrue();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 9)));
        assertThat(audit.files()).isEmpty();
    }

    @Test
    void aLostPartitionIsDroppedAndItsNeighboursInTheFileAreReadAgain() {
        task.open(0, 0).open(1, 0).read(ORDERS, SHAPE, 0, 10).read(ORDERS, SHAPE, 1, 10);
        task.lose(0);
        task.sealAndWork();
        assertThat(orders.files()).isEmpty();
        assertThat(task.rewind()).isEqualTo(Map.of(partition(1), 0L));
        task.read(ORDERS, SHAPE, 1, 12).sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-1", offsets(0, 11)));
    }

    @Test
    void aPartitionThatComesBackIsLookedUpInTheTable() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        task.lose(0);
        TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
        other.open(0, 10).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        task.open(0, 10).read(ORDERS, SHAPE, 0, 20).sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 29)));
        assertThat(task.rewinds).isEmpty();
    }

    @Test
    void aRewindForASessionThatIsOverIsIgnored() {
        TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        other.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        task.work();
        task.lose(0);
        task.open(0, 10);
        assertThat(task.rewind()).isEmpty();
        task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 19)));
    }

    @Test
    void aBrokenUploadIsReadAgain() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        files.failFinishes(1);
        task.work();
        assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L));
        task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertExactlyUpToTxn(orders, files, task, 0);
    }

    @Test
    void aFileThatCannotBeWrittenIsReadAgain() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 5);
        files.failAppends(1);
        task.read(ORDERS, SHAPE, 0, 5);
        task.waitForQuarantine();
        assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L));
        task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertExactlyUpToTxn(orders, files, task, 0);
    }

    @Test
    void theLargestFileIsCommittedEarlyWhenMemoryRunsOut() {
        TaskRig tight = new TaskRig(logs, files, task.settings.flush(), 150, 1);
        tight.open(0, 0).read(ORDERS, SHAPE, 0, 10);
        tight.open(1, 0).read(AUDIT, SHAPE, 1, 4).work();
        assertThat(orders.files()).isEmpty();
        tight.read(AUDIT, SHAPE, 1, 4).work();
        assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 9)));
        assertThat(audit.files()).isEmpty();
        tight.sealAndWork();
        assertThat(tight.gauge.usedBytes()).isZero();
    }
}
