// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class OffsetMovesTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition CLICKS = new TopicPartition("clicks", 0);

    private final FakeKafkaLogs kafka =
            new FakeKafkaLogs().log(ORDERS, "id", 0, 100).committed(ORDERS, 50).log(CLICKS, "id", 0, 100);

    @Test
    void allowsToMoveForwardAndToReset() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        offsets.put(ORDERS, 70L);
        offsets.put(CLICKS, null);
        assertThatCode(() -> moves().check(offsets)).doesNotThrowAnyException();
        assertThatCode(() -> moves().check(Map.of(ORDERS, 50L, CLICKS, 0L))).doesNotThrowAnyException();
        assertThatCode(() -> moves().check(Map.of(ORDERS, 100L))).doesNotThrowAnyException();
    }

    @Test
    void refusesToMoveBackOrPastTheEndAndNamesAllOfThem() {
        assertThatThrownBy(() -> moves().check(Map.of(ORDERS, 49L, CLICKS, 101L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("orders-0 cannot be moved back from offset 50 to 49")
                .hasMessageContaining("./reingest")
                .hasMessageContaining("clicks-0 cannot be moved to offset 101, it ends at 100");
    }

    @Test
    void refusesWhatIsNoOffsetEvenIfNobodyCanBeAsked() {
        OffsetMoves blind = new OffsetMoves(Optional.empty());
        assertThatThrownBy(() -> blind.check(Map.of(ORDERS, -1L))).hasMessageContaining("cannot be -1");
        assertThatCode(() -> blind.check(Map.of(ORDERS, 1L))).doesNotThrowAnyException();
    }

    private OffsetMoves moves() {
        return new OffsetMoves(Optional.of(kafka));
    }
}
