// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static dev.alluvium.connect.sink.write.Visible.assertExactlyUpToTxn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The commit protocol, rule by rule (docs/adr/0002). Encoder and committer run here without threads against a log and files
 * in memory, so that each test decides what happens when.
 */
class CommitProtocolTest {
    private static final TableName ORDERS = new TableName("orders");
    private static final TableName AUDIT = new TableName("audit");
    private static final RowShape SHAPE = TestRows.of(TestRows.column("a", ColumnType.Primitive.STRING));
    private static final RowShape WIDER = TestRows.of(
            TestRows.column("a", ColumnType.Primitive.STRING), TestRows.column("b", ColumnType.Primitive.LONG));

    private final FakeDeltaLogs logs = new FakeDeltaLogs();
    private final FakeDataFiles files = new FakeDataFiles();
    private final FakeDeltaLog orders = logs.log(ORDERS);
    private final FakeDeltaLog audit = logs.log(AUDIT);
    private final TaskRig task = new TaskRig(logs, files);

    private static List<Long> offsets(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private Map<String, List<Long>> visible(FakeDeltaLog log) {
        return Visible.offsets(log, files);
    }

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

    @Nested
    class Rule4AfterAFailedAttempt {

        @Test
        void retriesALostRaceWithTheSameFiles() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
            task.read(ORDERS, SHAPE, 0, 10);
            orders.commitForeign(Map.of("somebody", 1L), List.of());
            task.sealAndWork();
            assertExactlyUpToTxn(orders, files, task, 0);
            assertThat(files.removed()).isEmpty();
            assertThat(files.aborted()).isZero();
        }

        @Test
        void takesALostReplyForSuccessWhenItsIdStands() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            orders.onNextWrite(WriteFault.REPLY_LOST);
            task.work();
            assertExactlyUpToTxn(orders, files, task, 0);
            assertThat(orders.versions()).hasSize(2);
            assertThat(task.pending.lowest(partition(0))).isEmpty();
        }

        @Test
        void repeatsTheSameContentWhenTheRequestWasLost() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            orders.onNextWrite(WriteFault.REQUEST_LOST);
            orders.onNextWrite(WriteFault.REQUEST_LOST);
            task.work();
            assertExactlyUpToTxn(orders, files, task, 0);
            assertThat(orders.writeRequests()).isEqualTo(4);
        }

        @Test
        void takesItsOwnObjectForSuccessWhenTheClientRepeatedTheRequestByItself() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            orders.onNextWrite(WriteFault.TAKEN_BY_ITSELF);
            task.work();
            assertExactlyUpToTxn(orders, files, task, 0);
            assertThat(orders.versions()).hasSize(2);
        }

        @Test
        void attemptsNothingElseWhileARequestMayBeInFlight() {
            task.open(0, 0).open(1, 0).read(ORDERS, SHAPE, 0, 10).seal();
            task.read(ORDERS, SHAPE, 1, 10).seal();
            orders.onNextWrite(WriteFault.IN_FLIGHT);
            task.attempt();
            orders.onNextWrite(WriteFault.REQUEST_LOST);
            task.nowMs += 10_000;
            task.attempt();

            // FakeTableLog throws if another content is attempted for the version meanwhile.
            assertThat(orders.landInFlight()).isTrue();
            task.work();

            assertExactlyUpToTxn(orders, files, task, 0, 1);
            assertThat(orders.versions()).hasSize(3);
        }

        @Test
        void aRequestThatLandsBetweenReadingBackAndTheNextAttemptIsNoFence() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            orders.onNextWrite(WriteFault.IN_FLIGHT);
            task.attempt();
            orders.landInFlightAfterReads(1);
            task.nowMs += 10_000;
            task.work();
            assertExactlyUpToTxn(orders, files, task, 0);
            assertThat(files.removed()).isEmpty();
            assertThat(task.rewinds).isEmpty();
        }

        @Test
        void keepsTheFilesOfADroppedTaskWhileItsRequestMayStillLand() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            orders.onNextWrite(WriteFault.IN_FLIGHT);
            task.attempt();
            task.lose(0);
            task.committer.abandon();
            assertThat(orders.landInFlight()).isTrue();
            assertExactlyUpToTxn(orders, files, task, 0);
        }

        @Test
        void removesTheFilesOfALostCommitOnlyWhenTheVersionIsTaken() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            orders.onNextWrite(WriteFault.REQUEST_LOST);
            task.attempt();
            assertThat(files.removed()).isEmpty();
            orders.commitForeign(Map.of(task.appId(0), 5L), List.of());
            task.nowMs += 10_000;
            task.attempt();
            assertThat(files.removed()).hasSize(1);
        }

        @Test
        void writesFilesAgainThatWaitedTooLong() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            task.nowMs += TaskRig.MAX_FILE_AGE_MS + 1;
            task.work();
            assertThat(orders.files()).isEmpty();
            assertThat(files.removed()).hasSize(1);
            assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L));
            task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
            assertExactlyUpToTxn(orders, files, task, 0);
        }

        @Test
        void failsTheTaskWhenStorageFailsForTooLong() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            orders.failReads(Integer.MAX_VALUE);
            assertThatThrownBy(task::work)
                    .isInstanceOf(SinkFailureException.class)
                    .hasMessageContaining("Table orders: could not commit for")
                    .hasMessageContaining("delta.retry.timeout.ms");
        }
    }

    @Nested
    class Rule5Fenced {

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
                    .isInstanceOf(SinkFailureException.class)
                    .hasMessageContaining("Table orders has lost track of topic-0")
                    .hasMessageContaining("was 0 and is now gone");
        }
    }

    @Nested
    class Rule6Offsets {

        @Test
        void acknowledgesNothingThatIsNotCommitted() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10);
            assertThat(task.acknowledged(0)).isZero();
            task.seal();
            assertThat(task.acknowledged(0)).isZero();
            task.work();
            assertThat(task.acknowledged(0)).isEqualTo(10);
        }

        @Test
        void isHeldBackByTheSlowestTable() {
            task.open(0, 0);
            split(task, 0, 10);
            task.seal();
            audit.onNextWrite(WriteFault.REQUEST_LOST);
            task.attempt();
            task.listen();
            assertThat(visible(orders)).isNotEmpty();
            assertThat(task.acknowledged(0)).isEqualTo(1);
            task.nowMs += 10_000;
            task.work();
            assertThat(task.acknowledged(0)).isEqualTo(10);
        }

        @Test
        void anIdleTableDoesNotHoldItBack() {
            task.open(0, 0);
            task.hand(List.of(new Row(AUDIT, task.sessions.get(partition(0)), 0, SHAPE, "content", 1)));
            task.sealAndWork();
            task.positions.put(partition(0), 1L);
            task.read(ORDERS, SHAPE, 0, 50).sealAndWork();
            assertThat(task.acknowledged(0)).isEqualTo(51);
        }

        @Test
        void skipsWhatTheTableHasWhereverKafkaStands() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 30).sealAndWork();
            TaskRig restarted = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
            restarted.open(0, 0).read(ORDERS, SHAPE, 0, 40).sealAndWork();
            assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 39)));
        }

        @Test
        void aBatchThatIsDeliveredTwiceIsTakenOnce() {
            task.open(0, 0);
            Session session = task.sessions.get(partition(0));
            List<Row> batch = LongStream.range(0, 10)
                    .mapToObj(offset -> row(session, offset))
                    .toList();
            task.hand(batch);
            task.hand(batch);
            task.sealAndWork();
            assertThat(visible(orders)).isEqualTo(Map.of("topic-0", offsets(0, 9)));
        }

        @Test
        void aRangeThatIsBeingReadAgainCountsAsPendingUntilTheSeek() {
            TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
            task.open(0, 0).read(ORDERS, SHAPE, 0, 20).seal();
            other.open(0, 0).read(ORDERS, SHAPE, 0, 5).sealAndWork();
            task.work();
            assertThat(task.acknowledged(0)).isZero();
            task.rewind();
            assertThat(task.acknowledged(0)).isZero();
            task.read(ORDERS, SHAPE, 0, 20);
            assertThat(task.acknowledged(0)).isEqualTo(5);
            task.sealAndWork();
            assertThat(task.acknowledged(0)).isEqualTo(20);
        }

        @Test
        void neverSeeksForward() {
            task.open(0, 0);
            split(task, 0, 20);
            task.seal();
            TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
            split(other.open(0, 0), 0, 100);
            other.sealAndWork();
            task.work();
            assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L));
            split(task, 0, 120);
            task.sealAndWork();
            assertThat(visible(orders)).isEqualTo(Map.of("topic-0", evens(0, 119)));
            assertThat(visible(audit)).isEqualTo(Map.of("topic-0", odds(0, 119)));
        }
    }

    @Nested
    class Rule7ThreadsAndConnect {

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
            assertThat(task.slept).isNotEmpty();
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

    @Nested
    class Rule8Schema {

        @Test
        void aColumnIsInTheMetadataBeforeItsFirstRowIsEncoded() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 5).read(ORDERS, WIDER, 0, 5);
            assertThat(orders.schema()).isEqualTo(WIDER.schema());
            assertThat(orders.files()).isEmpty();
            task.sealAndWork();
            assertExactlyUpToTxn(orders, files, task, 0);
            // Both files go with one commit: the schema grew in the middle of it.
            assertThat(orders.versions().get(2).files()).hasSize(2);
            assertThat(files.schemas()).containsExactly(SHAPE.schema(), WIDER.schema());
        }

        @Test
        void aMetadataChangeBySomebodyElseDoesNotRewriteFiles() {
            TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
            task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
            other.open(1, 0).read(ORDERS, WIDER, 1, 10).sealAndWork();
            task.work();
            assertExactlyUpToTxn(orders, files, task, 0, 1);
            assertThat(files.removed()).isEmpty();
            assertThat(files.aborted()).isZero();
            assertThat(task.rewinds).isEmpty();
        }

        @Test
        void aLostRaceForTheSchemaIsMergedAgain() {
            task.open(0, 0);
            orders.onNextWrite(WriteFault.REQUEST_LOST);
            orders.onNextWrite(WriteFault.REPLY_LOST);
            task.read(ORDERS, SHAPE, 0, 5).sealAndWork();
            assertThat(orders.versions()).hasSize(2);
            assertExactlyUpToTxn(orders, files, task, 0);
        }

        @Test
        void rowsOfTwoShapesMayAlternate() {
            task.open(0, 0);
            for (int i = 0; i < 5; i++) {
                task.read(ORDERS, SHAPE, 0, 2).read(ORDERS, WIDER, 0, 2);
            }
            task.sealAndWork();
            assertExactlyUpToTxn(orders, files, task, 0);
            assertThat(orders.files()).hasSize(2);
        }

        @Test
        void aTableThatCannotBeWrittenFailsTheTaskAtItsFirstRowWithoutATry() {
            orders.refuse("the table asks for the feature odd: drop it");
            task.open(0, 0);
            assertThatThrownBy(() -> task.read(ORDERS, SHAPE, 0, 5))
                    .isInstanceOf(SinkFailureException.class)
                    .hasMessage("Table orders: the table asks for the feature odd: drop it")
                    .hasCauseInstanceOf(UnsupportedTableException.class);
            assertThat(task.slept).isEmpty();
        }

        @Test
        void aTableThatRefusesWritersFromNowOnFailsTheTaskWithTheNextCommit() {
            task.open(0, 0).read(ORDERS, SHAPE, 0, 5).seal();
            orders.refuse("the table asks for the feature odd: drop it");
            long before = task.nowMs;
            assertThatThrownBy(task::work)
                    .isInstanceOf(SinkFailureException.class)
                    .hasMessage("Table orders: the table asks for the feature odd: drop it");
            assertThat(task.nowMs).isEqualTo(before);
            assertThat(task.acknowledged(0)).isZero();
        }

        @Test
        void aTypeThatDoesNotFitFailsTheTaskAndLosesNothing() {
            RowShape clash = TestRows.of(TestRows.column("a", ColumnType.Primitive.LONG));
            task.open(0, 0).read(ORDERS, SHAPE, 0, 5).sealAndWork();
            assertThatThrownBy(() -> task.read(ORDERS, clash, 0, 1))
                    .isInstanceOf(SinkFailureException.class)
                    .hasMessageContaining("orders")
                    .hasMessageContaining("'a'");
            assertThat(task.acknowledged(0)).isEqualTo(5);
            assertThat(orders.schema()).isEqualTo(new TableSchema(SHAPE.schema().columns()));
        }
    }

    @Test
    void rule9OnlyOneTxnPerAppIdGoesIntoACommit() {
        // Two bundles of one partition are two commits until group commit comes; each carries its own step.
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertThat(orders.versions().stream().map(version -> version.txns().size()))
                .containsExactly(0, 1, 1);
    }

    @Test
    void checkpointsAreAskedForAfterEachCommitAndNeverWaitedFor() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertThat(task.checkpointsAsked).isEqualTo(1);
    }

    private static Row row(Session session, long offset) {
        return new Row(ORDERS, session, offset, SHAPE, "content", 1);
    }

    private static List<Long> evens(long first, long last) {
        return offsets(first, last).stream().filter(offset -> offset % 2 == 0).toList();
    }

    private static List<Long> odds(long first, long last) {
        return offsets(first, last).stream().filter(offset -> offset % 2 == 1).toList();
    }

    private static void split(TaskRig rig, long from, int count) {
        Session session = rig.sessions.get(partition(0));
        rig.hand(LongStream.range(from, from + count)
                .mapToObj(offset -> new Row(offset % 2 == 0 ? ORDERS : AUDIT, session, offset, SHAPE, "content", 1))
                .toList());
        rig.positions.put(partition(0), from + count);
    }

    private TableWriter writerOf(TaskRig rig, FakeDeltaLogs replaced) {
        TableLog log = replaced.open(ORDERS);
        StorageRetry retry = new StorageRetry(
                () -> new Patience(new Backoff(1, 1, new java.util.SplittableRandom(0)), 1),
                () -> 0,
                ms -> {},
                () -> false);
        OpenFiles open = new OpenFiles(ORDERS, files, new SchemaAgreement(ORDERS, log, retry));
        return new TableWriter(ORDERS, log, open, rig.settings.txn(), rig.pending, retry);
    }
}
