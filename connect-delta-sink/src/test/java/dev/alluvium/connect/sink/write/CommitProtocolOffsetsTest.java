// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Rule 6: what is acknowledged to Kafka. */
final class CommitProtocolOffsetsTest extends CommitProtocol {

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
        List<Row> batch =
                LongStream.range(0, 10).mapToObj(offset -> row(session, offset)).toList();
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
