// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tables that nothing comes for any more: what they cost, and what must not be forgotten of them. */
final class IdleTablesTest {
    private static final TableName ORDERS = new TableName("orders");
    private static final TestRows SHAPE = TestRows.of(TestRows.column("a", Primitive.STRING));

    private final FakeDeltaLogs logs = new FakeDeltaLogs();
    private final FakeDeltaLog orders = logs.log(ORDERS);
    private final FakeDataFiles files = new FakeDataFiles();
    private final TaskRig rig = new TaskRig(logs, files);

    @Test
    void costNoTimerAndNoRequest() {
        rig.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        int requests = orders.writeRequests();

        rig.nowMs += TaskRig.INTERVAL_MS;
        orders.failReads(1_000_000);
        assertThat(rig.encoder.sealDue()).isEqualTo(Encoder.NEVER);
        rig.work();

        assertThat(orders.writeRequests()).isEqualTo(requests);
        assertThat(rig.gauge.usedBytes()).isZero();
    }

    @Test
    void areForgottenAndFenceAllTheSame() {
        rig.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        forget();
        TaskRig other = new TaskRig(logs, files, rig.settings.flush(), Long.MAX_VALUE, 1);
        other.open(0, 10).read(ORDERS, SHAPE, 0, 5).sealAndWork();

        rig.read(ORDERS, SHAPE, 0, 10).sealAndWork();

        assertThat(Visible.offsets(orders, files))
                .isEqualTo(Map.of("topic-0", LongStream.range(0, 20).boxed().toList()));
    }

    @Test
    void areCommittedToAgainAfterAFenceThatCameBefore() {
        TaskRig other = new TaskRig(logs, files, rig.settings.flush(), Long.MAX_VALUE, 1);
        rig.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        other.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        rig.work();
        rig.rewind();
        rig.read(ORDERS, SHAPE, 0, 12).sealAndWork();
        forget();

        rig.read(ORDERS, SHAPE, 0, 3).sealAndWork();

        Visible.assertExactlyUpToTxn(orders, files, rig, 0);
        assertThat(orders.txns().get(rig.appId(0))).isEqualTo(14);
        assertThat(rig.pendingNowhere()).isTrue();
    }

    @Test
    void thatLostTheirTxnMeanwhileAreNoticed() {
        rig.open(0, 0).read(ORDERS, SHAPE, 0, 10).sealAndWork();
        forget();
        orders.commitForeign(Map.of(rig.appId(0), 3L), List.of());

        assertThatThrownBy(() -> rig.read(ORDERS, SHAPE, 0, 1))
                .isInstanceOf(SinkFailureException.class)
                .hasMessageContaining("has lost track of topic-0");
    }

    @Test
    void areNotForgottenWhileRowsOfThemAreOnTheirWay() {
        rig.open(0, 0).read(ORDERS, SHAPE, 0, 10);
        for (int round = 0; round < 3; round++) {
            rig.nowMs += KnownTables.IDLE_MS;
            rig.encoder.sealDue();
        }

        assertThat(rig.toCommitter).noneMatch(CommitterMessage.Rested.class::isInstance);
        rig.work();
        assertThat(orders.txns().get(rig.appId(0))).isEqualTo(9);
    }

    private void forget() {
        rig.nowMs += KnownTables.IDLE_MS;
        rig.encoder.sealDue();
        assertThat(rig.toCommitter).containsExactly(new CommitterMessage.Rested(ORDERS));
        rig.work();
    }
}
