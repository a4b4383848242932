// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 9: the tasks of a worker commit together what they have for one table. */
final class GroupCommitTest extends CommitProtocol {
    private final CommitGroups groups = RigSettings.groups(logs);
    private final TaskRig first = new TaskRig(logs, files, groups, 11);
    private final TaskRig second = new TaskRig(logs, files, groups, 12);

    @BeforeEach
    void theTableExists() {
        first.open(9, 0).read(ORDERS, SHAPE, 9, 1).sealAndWork();
        second.nowMs = first.nowMs;
    }

    private int versions() {
        return orders.versions().size();
    }

    @Test
    void whatTwoTasksHaveBecomesOneVersion() {
        int before = versions();
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        second.open(1, 0).read(ORDERS, SHAPE, 1, 20).seal();
        second.offer();
        first.work();
        second.work();

        assertThat(versions()).isEqualTo(before + 1);
        assertThat(visible(orders))
                .isEqualTo(Map.of("topic-9", offsets(0, 0), "topic-0", offsets(0, 9), "topic-1", offsets(0, 19)));
        assertThat(first.acknowledged(0)).isEqualTo(10);
        assertThat(second.acknowledged(1)).isEqualTo(20);
    }

    @Test
    void oneFencedBundleIsDroppedAndTheOthersStay() {
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        second.open(1, 0).read(ORDERS, SHAPE, 1, 20).seal();
        second.offer();
        elsewhere().open(1, 0).read(ORDERS, SHAPE, 1, 5).sealAndWork();
        first.work();
        second.work();

        assertThat(first.acknowledged(0)).isEqualTo(10);
        assertThat(first.nextRewind()).isNull();
        assertThat(second.rewind()).isEqualTo(Map.of(partition(1), 0L));
        second.read(ORDERS, SHAPE, 1, 20).sealAndWork();
        assertThat(visible(orders))
                .isEqualTo(Map.of("topic-9", offsets(0, 0), "topic-0", offsets(0, 9), "topic-1", offsets(0, 19)));
    }

    @Test
    void aPartitionThatTwoTasksHoldGoesInOnce() {
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        second.open(0, 0).read(ORDERS, SHAPE, 0, 20).seal();
        second.offer();
        first.work();
        second.work();

        // The second has offered its bundle first.
        assertThat(second.acknowledged(0)).isEqualTo(20);
        assertThat(first.rewind()).isEqualTo(Map.of(partition(0), 0L));
        first.read(ORDERS, SHAPE, 0, 25).sealAndWork();
        assertThat(visible(orders).get("topic-0")).isEqualTo(offsets(0, 24));
    }

    @Test
    void bundlesThatFollowOnEachOtherBecomeOneTxn() {
        int before = versions();
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        first.read(ORDERS, SHAPE, 0, 10).seal();
        first.read(ORDERS, SHAPE, 0, 10).sealAndWork();

        assertThat(versions()).isEqualTo(before + 1);
        assertThat(orders.txns()).containsEntry(first.appId(0), 29L);
        assertThat(visible(orders).get("topic-0")).isEqualTo(offsets(0, 29));
    }

    @Test
    void whatWasRequestedByATaskThatEndedIsSettledByAnother() {
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        second.open(1, 0).read(ORDERS, SHAPE, 1, 20).seal();
        second.offer();
        orders.onNextWrite(WriteFault.IN_FLIGHT);
        first.attempt();
        first.lose(0);
        first.committer.abandon();
        assertThat(orders.landInFlight()).isTrue();
        second.nowMs += 10_000;
        second.work();

        assertThat(second.acknowledged(1)).isEqualTo(20);
        assertThat(visible(orders))
                .isEqualTo(Map.of("topic-9", offsets(0, 0), "topic-0", offsets(0, 9), "topic-1", offsets(0, 19)));
        assertThat(files.removed()).isEmpty();
    }

    @Test
    void whatATaskThatEndsHasOfferedOnlyIsNotCommitted() {
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        first.offer();
        first.committer.abandon();
        second.open(1, 0).read(ORDERS, SHAPE, 1, 20).sealAndWork();

        assertThat(visible(orders)).isEqualTo(Map.of("topic-9", offsets(0, 0), "topic-1", offsets(0, 19)));
        assertThat(files.removed()).hasSize(1);
    }

    /** As when a request hangs: no restart of the tasks would help if the new ones waited for it too. */
    @Test
    void whoComesWhileARequestOfATaskThatEndedHangsDoesNotWaitForIt() {
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        elsewhere().open(1, 0).read(ORDERS, SHAPE, 1, 5).sealAndWork();
        first.attempt();
        first.nowMs += 10_000;
        orders.afterReads(0, () -> {
            first.over = true;
            second.open(0, 0).read(ORDERS, SHAPE, 0, 30).sealAndWork();
        });
        first.attempt();

        assertThat(second.acknowledged(0)).isEqualTo(30);
        first.work();
        assertThat(visible(orders).get("topic-0")).isEqualTo(offsets(0, 29));
    }

    @Test
    void whoHasNothingLeftHandsOverToWhoHas() {
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        second.open(1, 0).read(ORDERS, SHAPE, 1, 20).seal();
        elsewhere().open(0, 0).read(ORDERS, SHAPE, 0, 5).sealAndWork();
        second.offer();
        first.attempt();
        first.nowMs += 10_000;
        // Now it is fenced: its own bundle is dropped, that of the other is left.
        first.attempt();

        assertThat(second.toCommitter).contains(new CommitterMessage.Look(ORDERS));
        second.work();
        assertThat(second.acknowledged(1)).isEqualTo(20);
    }

    @Test
    void allThatWaitForATableHearThatItIsStalled() {
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        second.open(1, 0).read(ORDERS, SHAPE, 1, 20).seal();
        second.offer();
        for (int failure = 0; failure < 3; failure++) {
            orders.onNextWrite(WriteFault.REQUEST_LOST);
            first.nowMs += 20_000;
            first.attempt();
        }
        second.tellCommitter();

        assertThat(first.toEncoder).hasAtLeastOneElementOfType(EncoderMessage.Stalled.class);
        assertThat(second.toEncoder).hasAtLeastOneElementOfType(EncoderMessage.Stalled.class);
    }

    @Test
    void anErrorOfTheTaskThatIsAtItEndsThoseThatItWasAtItFor() {
        first.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        second.open(1, 0).read(ORDERS, SHAPE, 1, 20).seal();
        second.offer();
        orders.afterReads(0, () -> {
            throw new IllegalStateException("a fault of the sink's own");
        });
        orders.commitForeign(Map.of("somebody", 1L), List.of());
        assertThatThrownBy(first::work).hasMessage("a fault of the sink's own");

        assertThatThrownBy(second::work)
                .isInstanceOf(SinkFailureException.class)
                .hasMessageContaining("Table orders: the task that committed for all tasks of this worker ended");
    }

    /** A task of another worker. */
    private TaskRig elsewhere() {
        return new TaskRig(logs, files, RigSettings.groups(logs), 13);
    }
}
