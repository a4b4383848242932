// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static dev.alluvium.connect.sink.write.Visible.assertExactlyUpToTxn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rule 4: what follows a failed attempt. */
final class CommitProtocolRetryTest extends CommitProtocol {

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
        orders.onNextWrite(WriteFault.IN_FLIGHT);
        task.attempt();
        task.read(ORDERS, SHAPE, 1, 10).seal();
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
    void doesNotTakeItsSecondRequestForLostBecauseItsFirstIs() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        orders.onNextWrite(WriteFault.REQUEST_LOST);
        task.attempt();
        // The version of the first request is somebody else's by the time that the second is made, for the next one.
        orders.afterReads(1, () -> orders.commitForeign(Map.of("somebody", 1L), List.of()));
        orders.onNextWrite(WriteFault.IN_FLIGHT);
        task.nowMs += TaskRig.MAX_FILE_AGE_MS - 5_000;
        task.attempt();
        // What was lost might be dropped now, and its files with it.
        task.nowMs += 10_000;
        task.attempt();

        assertThat(orders.landInFlight()).isTrue();
        task.work();

        assertThat(files.removed()).isEmpty();
        assertExactlyUpToTxn(orders, files, task, 0);
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
    void repeatsNoRequestForFilesThatWaitedTooLongAndDropsThemOnceItCannotArriveAnyMore() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        orders.onNextWrite(WriteFault.REQUEST_LOST);
        task.attempt();
        orders.onNextWrite(WriteFault.REQUEST_LOST);
        task.nowMs += TaskRig.MAX_FILE_AGE_MS - 1_000;
        task.attempt();
        int requests = orders.writeRequests();

        task.nowMs += 5_000;
        task.attempt();
        assertThat(orders.writeRequests()).isEqualTo(requests);
        assertThat(files.removed()).isEmpty();

        orders.limitRequests(() -> task.nowMs, TaskRig.MAX_FILE_AGE_MS);
        task.nowMs += TaskRig.MAX_FILE_AGE_MS;
        task.work();
        assertThat(files.removed()).hasSize(1);
        task.waitForQuarantine();
        assertThat(task.rewind()).isEqualTo(Map.of(partition(0), 0L));
        task.read(ORDERS, SHAPE, 0, 10).sealAndWork();
        assertExactlyUpToTxn(orders, files, task, 0);
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
