// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Rewind;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final TopicPartition TWO = new TopicPartition("orders", 2);

    private final Assignment assignment = new Assignment();
    private final Map<Session, Long> begun = new HashMap<>();
    private final Begun turns = new Begun();
    private long offset;
    private final Deque<Rewind> asked = new ArrayDeque<>();
    private final Map<TopicPartition, Long> sought = new HashMap<>();
    private final Map<Session, Long> rewound = new HashMap<>();

    @Test
    void readsEachPartitionInASessionOfItsOwn() {
        Session one = assignment.open(ONE, 0);
        Session two = assignment.open(TWO, 0);

        assertThat(one).isNotEqualTo(two);
        assertThat(session("orders", 1)).isEqualTo(one);
        assertThat(session("orders", 2)).isEqualTo(two);
        assertThat(session("orders", 1)).isEqualTo(one);
    }

    @Test
    void hasNoSessionForWhatIsNotOurs() {
        assignment.open(ONE, 0);

        assertThat(session("orders", 2)).isNull();
        assertThat(session("customers", 1)).isNull();
        assertThat(assignment.isOurs(TWO)).isFalse();
    }

    @Test
    void beginsANewSessionWhenAPartitionComesBack() {
        Session before = assignment.open(ONE, 0);
        assignment.close(List.of(ONE));
        assertThat(session("orders", 1)).isNull();

        assertThat(assignment.open(ONE, 0)).isNotEqualTo(before);
    }

    @Test
    void closesOnlyWhatIsOurs() {
        assignment.open(ONE, 0);

        assertThat(assignment.close(List.of(ONE, TWO))).isEqualTo(Set.of(new SourcePartition("orders", 1)));
        assertThat(assignment.close(List.of(ONE))).isEmpty();
    }

    @Test
    void readsNothingFromTheSeekUntilTheNextBatch() {
        Session before = assignment.open(ONE, 0);
        asked.add(new Rewind(before, 7));
        beginRewinds();

        assertThat(sought).isEqualTo(Map.of(ONE, 7L));
        assertThat(session("orders", 1)).isNull();
        assertThat(assignment.isOurs(ONE)).isTrue();

        assignment.finishRewinds(rewound::put);
        Session after = session("orders", 1);
        assertThat(after).isNotNull().isNotEqualTo(before);
        assertThat(rewound).isEqualTo(Map.of(after, 7L));
        assignment.finishRewinds((session, offset) -> {
            throw new AssertionError("carried out twice: " + session);
        });
    }

    @Test
    void ignoresARewindForASessionThatIsOver() {
        Session before = assignment.open(ONE, 0);
        assignment.close(List.of(ONE));
        Session now = assignment.open(ONE, 0);
        asked.add(new Rewind(before, 7));
        asked.add(new Rewind(new Session(new SourcePartition("orders", 2), 99), 3));
        beginRewinds();

        assertThat(sought).isEmpty();
        assertThat(session("orders", 1)).isEqualTo(now);
    }

    @Test
    void forgetsARewindWhoseSeekConnectWillNotCarryOut() {
        asked.add(new Rewind(assignment.open(ONE, 0), 7));
        asked.add(new Rewind(assignment.open(TWO, 0), 8));
        beginRewinds();
        assertThat(assignment.close(List.of(ONE))).isEqualTo(Set.of(new SourcePartition("orders", 1)));
        Session reopened = assignment.open(TWO, 0);

        assignment.finishRewinds(rewound::put);

        assertThat(rewound).isEmpty();
        assertThat(assignment.isOurs(ONE)).isFalse();
        assertThat(session("orders", 2)).isEqualTo(reopened);
    }

    private void beginRewinds() {
        assignment.beginRewinds(asked::poll, sought::put);
    }

    @Test
    void noticesThatAPartitionGoesBackByItself() {
        Session first = assignment.open(ONE, 0);
        assignment.session("orders", 1, 7, turns);
        Session second = assignment.session("orders", 1, 3, new Begun() {
            @Override
            public Session wentBack(TopicPartition partition, long from, long to) {
                assertThat(partition).isEqualTo(ONE);
                assertThat(from).isEqualTo(7);
                assertThat(to).isEqualTo(3);
                return assignment.open(partition, 1);
            }
        });

        assertThat(second).isNotEqualTo(first);
        assertThat(assignment.session("orders", 1, 4, turns)).isEqualTo(second);
        assertThat(assignment.close(List.of(ONE)))
                .as("with its former life, whose rows may be on their way")
                .isEqualTo(Set.of(new SourcePartition("orders", 1), new SourcePartition("orders", 1, 1)));
    }

    @Test
    void doesNotTakeARewindOfOurOwnForThat() {
        Session session = assignment.open(ONE, 0);
        assignment.session("orders", 1, 7, turns);
        asked.add(new Rewind(session, 3));
        assignment.beginRewinds(asked::poll, sought::put);
        assignment.finishRewinds(rewound::put);

        assertThat(assignment.session("orders", 1, 3, turns)).isNotEqualTo(session);
    }

    private Session session(String topic, int partition) {
        return assignment.session(topic, partition, ++offset, turns);
    }

    @Test
    void tellsWhereEachSessionBegins() {
        Session session = assignment.open(ONE, 0);
        assignment.session("orders", 1, 7, turns);
        assignment.session("orders", 1, 8, turns);

        assertThat(begun).isEqualTo(Map.of(session, 7L));
    }

    /** Remembers where sessions begin. */
    private class Begun implements Assignment.Turns {
        @Override
        public void begins(Session session, long from) {
            begun.put(session, from);
        }

        @Override
        public Session wentBack(TopicPartition partition, long from, long to) {
            throw new AssertionError(partition + " went back from " + from + " to " + to);
        }
    }
}
