// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static dev.alluvium.connect.sink.write.Visible.assertExactlyUpToTxn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules 1 to 3: what a commit is, and what it is compared with. Rule 9 as far as it goes. */
final class CommitProtocolCommitTest extends CommitProtocol {

    @Nested
    class Rule1Identity {

        @Test
        void namesEachTxnByConnectorTopicEpochAndPartition() {
            task.open(0, 0).open(7, 0);
            task.read(ORDERS, SHAPE, 0, 3).read(ORDERS, SHAPE, 7, 5).sealAndWork();
            assertThat(orders.txns()).isEqualTo(Map.of("rig/topic@0/0", 2L, "rig/topic@0/7", 4L));
        }

        @Test
        void takesTheLastOffsetCoveredForTheVersionOfTheTxn() {
            task.open(0, 100);
            Session session = task.sessions.get(partition(0));
            // Offsets leave gaps where a transaction was aborted or the log was compacted.
            task.hand(List.of(row(session, 100), row(session, 107), row(session, 140)));
            task.sealAndWork();
            assertThat(orders.txns()).containsEntry(task.appId(0), 140L);
            assertThat(visible(orders)).isEqualTo(Map.of("topic-0", List.of(100L, 107L, 140L)));
        }
    }

    @Nested
    class Rule2FilesAndCommits {

        @Test
        void putsOneTxnPerPartitionAndAllFilesIntoOneCommit() {
            task.open(0, 0).open(1, 0).open(2, 0);
            task.read(ORDERS, SHAPE, 0, 3)
                    .read(ORDERS, SHAPE, 1, 4)
                    .read(ORDERS, SHAPE, 2, 5)
                    .sealAndWork();
            FakeDeltaLog.Version data = orders.versions().get(1);
            assertThat(orders.versions()).hasSize(2);
            assertThat(data.txns()).isEqualTo(Map.of(task.appId(0), 2L, task.appId(1), 3L, task.appId(2), 4L));
            assertThat(data.files()).hasSize(1);
            assertThat(data.commitId()).isPresent();
            assertThat(data.notes()).containsEntry("note", "n");
        }

        @Test
        void commitsNothingForAnIdleTable() {
            task.open(0, 0).sealAndWork();
            assertThat(orders.versions()).isEmpty();
        }

        @Test
        void commitsByIntervalRowsAndBytes() {
            TaskRig byRows = new TaskRig(logs, files, new FlushPolicy(1_000, 10, 1_000_000), Long.MAX_VALUE, 1);
            byRows.open(0, 0).read(ORDERS, SHAPE, 0, 9).work();
            assertThat(orders.files()).isEmpty();
            byRows.read(ORDERS, SHAPE, 0, 1).work();
            assertThat(orders.files()).hasSize(1);

            TaskRig byBytes = new TaskRig(logs, files, new FlushPolicy(1_000, 1_000_000, 50), Long.MAX_VALUE, 2);
            byBytes.open(1, 0).read(ORDERS, SHAPE, 1, 5).work();
            assertThat(orders.files()).hasSize(2);

            task.open(2, 0).read(ORDERS, SHAPE, 2, 1).work();
            assertThat(orders.files()).hasSize(2);
            task.sealAndWork();
            assertThat(orders.files()).hasSize(3);
        }
    }

    @Nested
    class Rule3StrictCompareAndSet {

        @Test
        void fencesAZombieThatHoldsMoreThanTheWinner() {
            TaskRig zombie = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
            zombie.open(0, 0).read(ORDERS, SHAPE, 0, 50).sealAndWork();
            zombie.read(ORDERS, SHAPE, 0, 100).seal();
            task.open(0, 50).read(ORDERS, SHAPE, 0, 50).sealAndWork();

            zombie.work();

            assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 99)));
            assertThat(orders.txns()).containsEntry(task.appId(0), 99L);
        }

        @Test
        void fencesAZombieThatHoldsLessThanTheWinner() {
            TaskRig zombie = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
            zombie.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            task.open(0, 0).read(ORDERS, SHAPE, 0, 20).sealAndWork();
            zombie.work();
            assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 19)));
        }

        @Test
        void letsTasksWithDifferentPartitionsShareATable() {
            TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            other.open(1, 0).read(ORDERS, SHAPE, 1, 10).sealAndWork();
            task.work();
            assertExactlyUpToTxn(orders, files, task, 0, 1);
            assertThat(task.rewinds).isEmpty();
        }

        @Test
        void comparesEveryPartitionOfTheCommit() {
            TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
            task.open(0, 0)
                    .open(1, 0)
                    .read(ORDERS, SHAPE, 0, 10)
                    .read(ORDERS, SHAPE, 1, 10)
                    .seal();
            other.open(1, 0).read(ORDERS, SHAPE, 1, 4).sealAndWork();
            task.work();
            assertThat(visible(orders)).isEqualTo(Map.of("topic-1", offsets(0, 3)));
        }

        @Test
        void basesABundleOnTheOneBeforeItWithoutWaitingForItsCommit() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            task.read(ORDERS, SHAPE, 0, 10).seal();
            task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
            assertExactlyUpToTxn(orders, files, task, 0);
            assertThat(orders.txns()).containsEntry(task.appId(0), 29L);
        }
    }

    @Test
    void rule9OnlyOneTxnPerAppIdGoesIntoACommit() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertThat(orders.versions().stream().map(version -> version.txns().size()))
                .containsExactly(0, 1);
        assertThat(orders.files()).hasSize(2);
        assertExactlyUpToTxn(orders, files, task, 0);
    }

    @Test
    void checkpointsAreAskedForAfterEachCommitAndNeverWaitedFor() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertThat(task.checkpointsAsked).isEqualTo(1);
    }
}
