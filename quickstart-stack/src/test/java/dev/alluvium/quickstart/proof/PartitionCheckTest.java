// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionCheckTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 2);

    @Test
    void holdsWhenEveryOffsetIsThereOnceInWhateverOrder() {
        PartitionCheck check = PartitionCheck.of(PARTITION, List.of(3L, 4L, 7L), List.of(7L, 3L, 4L));

        assertThat(check.holds()).isTrue();
        assertThat(check.faults()).isEmpty();
    }

    @Test
    void findsAGap() {
        PartitionCheck check = PartitionCheck.of(PARTITION, List.of(0L, 1L, 2L, 3L), List.of(0L, 3L));

        assertThat(check.holds()).isFalse();
        assertThat(check.missing()).containsExactly(1L, 2L);
        assertThat(check.faults()).containsExactly("orders-2: 2 offsets in Kafka but in no row: [1, 2]");
    }

    @Test
    void findsADoubleThatMakesUpForAGapInNumber() {
        PartitionCheck check = PartitionCheck.of(PARTITION, List.of(0L, 1L, 2L), List.of(0L, 2L, 2L));

        assertThat(check.inKafka()).isEqualTo(check.inTable());
        assertThat(check.missing()).containsExactly(1L);
        assertThat(check.doubled()).containsExactly(2L);
        assertThat(check.holds()).isFalse();
    }

    @Test
    void findsARowThatKafkaNeverHad() {
        PartitionCheck check = PartitionCheck.of(PARTITION, List.of(0L), List.of(0L, 1L));

        assertThat(check.unknown()).containsExactly(1L);
        assertThat(check.holds()).isFalse();
    }

    @Test
    void namesTheFirstOffsetsOnly() {
        PartitionCheck check = PartitionCheck.of(PARTITION, List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L), List.of());

        assertThat(check.faults())
                .containsExactly("orders-2: 7 offsets in Kafka but in no row: [0, 1, 2, 3, 4] and more");
    }
}
