// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.write.FakeRegister;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class TopicLivesTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition CLICKS = new TopicPartition("clicks", 3);

    private final FakeRegister register = new FakeRegister();
    private final FakeKafkaLogs kafka =
            new FakeKafkaLogs().log(ORDERS, "id-1", 0, 100).log(CLICKS, "id-2", 0, 100);

    @Test
    void beginsWithEpochZeroAndStaysThere() {
        assertThat(epochs(RecreatedPolicy.FAIL)).isEqualTo(Map.of(ORDERS, 0L, CLICKS, 0L));
        assertThat(epochs(RecreatedPolicy.RESTART)).isEqualTo(Map.of(ORDERS, 0L, CLICKS, 0L));
    }

    @Test
    void failsAtATopicThatWasMadeAgainAndSaysWhatToDo() {
        epochs(RecreatedPolicy.FAIL);
        kafka.log(ORDERS, "id-9", 0, 5);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> epochs(RecreatedPolicy.FAIL))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("orders-0")
                    .hasMessageContaining("id-9")
                    .hasMessageContaining("delta.topic.recreated=restart");
        }
    }

    @Test
    void opensOneNewEpochForATopicThatWasMadeAgainHoweverManyTasksLook() {
        epochs(RecreatedPolicy.RESTART);
        kafka.log(ORDERS, "id-9", 0, 5);

        assertThat(epochs(RecreatedPolicy.RESTART)).isEqualTo(Map.of(ORDERS, 1L, CLICKS, 0L));
        assertThat(epochs(RecreatedPolicy.RESTART)).containsEntry(ORDERS, 1L);
        assertThat(epochs(RecreatedPolicy.FAIL)).as("it was answered").containsEntry(ORDERS, 1L);

        kafka.log(ORDERS, "id-10", 0, 5);
        assertThat(epochs(RecreatedPolicy.RESTART)).containsEntry(ORDERS, 2L);
        kafka.log(ORDERS, "id-1", 0, 5);
        assertThat(epochs(RecreatedPolicy.RESTART))
                .as("the first one again, by a copy of the cluster")
                .containsEntry(ORDERS, 3L);
    }

    @Test
    void recognisesTheLifeThatKafkaHasAndNotesNothing() {
        TopicLives lives = new TopicLives(register, "sink", Optional.of(kafka), RecreatedPolicy.RESTART);
        assertThat(lives.recognised(ORDERS)).as("nothing is known of it").isEmpty();

        epochs(RecreatedPolicy.RESTART);
        assertThat(lives.recognised(ORDERS)).hasValue(0);
        kafka.log(ORDERS, "id-9", 0, 500);
        assertThatThrownBy(() -> lives.recognised(ORDERS))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("orders-0")
                .hasMessageContaining("id-9")
                .hasMessageContaining("other records");
        epochs(RecreatedPolicy.RESTART);
        assertThat(lives.recognised(ORDERS)).hasValue(1);
    }

    @Test
    void doesNotTrustAnOffsetThatWasCommittedInAnotherLife() {
        epochs(RecreatedPolicy.RESTART);
        kafka.log(ORDERS, "id-9", 2, 500).committed(ORDERS, 300);
        TopicLives lives = new TopicLives(register, "sink", Optional.of(kafka), RecreatedPolicy.RESTART);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(lives.of(List.of(ORDERS))).isEqualTo(Map.of(ORDERS, new TopicLives.Life(1, 2, false)));
        }
        kafka.committed(ORDERS, 400, 1);
        assertThat(lives.of(List.of(ORDERS))).isEqualTo(Map.of(ORDERS, new TopicLives.Life(1, 2, true)));
        assertThat(KafkaLogs.epoch(KafkaLogs.metadata(7))).isEqualTo(7);
        assertThat(KafkaLogs.epoch(KafkaLogs.metadata(0))).isZero();
        assertThat(KafkaLogs.epoch("somebody's else")).isZero();
    }

    @Test
    void keepsTheEpochsWhereNobodyCanBeAsked() {
        epochs(RecreatedPolicy.RESTART);
        kafka.log(ORDERS, "id-9", 0, 5);
        epochs(RecreatedPolicy.RESTART);

        assertThat(epochs(new TopicLives(register, "sink", Optional.empty(), RecreatedPolicy.FAIL), ORDERS, CLICKS))
                .isEqualTo(Map.of(ORDERS, 1L, CLICKS, 0L));
        assertThat(epochs(new TopicLives(register, "other", Optional.empty(), RecreatedPolicy.FAIL), ORDERS))
                .as("each connector for itself")
                .isEqualTo(Map.of(ORDERS, 0L));
    }

    @Test
    void failsWhereRecordsWereDeletedUnreadOrGoesOnBehindThem() {
        epochs(RecreatedPolicy.FAIL);
        kafka.log(ORDERS, "id-1", 60, 100).committed(ORDERS, 50);

        assertThatThrownBy(() -> epochs(RecreatedPolicy.FAIL))
                .hasMessageContaining("begins at offset 60, but was read up to 50 only")
                .hasMessageContaining("10 offset(s)");
        assertThat(epochs(RecreatedPolicy.RESTART)).containsEntry(ORDERS, 0L);
        kafka.committed(ORDERS, 60);
        assertThat(epochs(RecreatedPolicy.FAIL)).containsEntry(ORDERS, 0L);
    }

    @Test
    void failsInEitherPolicyWhereTheEndOfALogIsLost() {
        epochs(RecreatedPolicy.FAIL);
        kafka.log(ORDERS, "id-1", 0, 40).committed(ORDERS, 50);

        for (RecreatedPolicy policy : RecreatedPolicy.values()) {
            assertThatThrownBy(() -> epochs(policy))
                    .hasMessageContaining("ends at offset 40, but was read up to 50")
                    .hasMessageContaining("delta.txn.app.id");
        }
    }

    @Test
    void leavesATopicAloneThatIsAboutToGo() {
        epochs(RecreatedPolicy.FAIL);
        kafka.forget(ORDERS);

        assertThat(epochs(RecreatedPolicy.FAIL)).isEqualTo(Map.of(ORDERS, 0L, CLICKS, 0L));
    }

    @Test
    void doesNotGuessWhereTheWarehouseCannotBeReached() {
        register.unreachable(true);

        assertThatThrownBy(() -> epochs(RecreatedPolicy.FAIL))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("_alluvium/topics/");
    }

    @Test
    void goesByWhatItReadBeforeWhereTheWarehouseIsAwayForAWhile() {
        epochs(RecreatedPolicy.RESTART);
        kafka.log(ORDERS, "id-9", 0, 5);
        TopicLives lives = new TopicLives(register, "sink", Optional.of(kafka), RecreatedPolicy.RESTART);
        assertThat(epochs(lives, ORDERS)).containsEntry(ORDERS, 1L);
        epochs(lives, ORDERS);
        register.unreachable(true);

        assertThat(epochs(lives, ORDERS)).containsEntry(ORDERS, 1L);
        kafka.log(ORDERS, "id-10", 0, 5);
        assertThatThrownBy(() -> epochs(lives, ORDERS)).isInstanceOf(OutOfReachException.class);
    }

    @Test
    void tellsTopicsAndConnectorsApartWhateverTheirNames() {
        TopicPartition one = new TopicPartition("x".repeat(249), 1);
        TopicPartition two = new TopicPartition("x".repeat(249), 2);
        kafka.log(one, "id-3", 0, 1).log(two, "id-3", 0, 1);
        TopicLives lives = new TopicLives(register, "a/b c", Optional.of(kafka), RecreatedPolicy.RESTART);
        epochs(lives, one, two);
        kafka.log(one, "id-4", 0, 1);

        assertThat(epochs(lives, one, two)).isEqualTo(Map.of(one, 1L, two, 0L));
        assertThat(LifeNote.fileName("a/b"))
                .isNotEqualTo(LifeNote.fileName("a b"))
                .matches("[A-Za-z0-9._@-]+");
    }

    private Map<TopicPartition, Long> epochs(RecreatedPolicy policy) {
        return epochs(new TopicLives(register, "sink", Optional.of(kafka), policy), ORDERS, CLICKS);
    }

    private static Map<TopicPartition, Long> epochs(TopicLives lives, TopicPartition... partitions) {
        return lives.of(List.of(partitions)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, life -> life.getValue().epoch()));
    }
}
