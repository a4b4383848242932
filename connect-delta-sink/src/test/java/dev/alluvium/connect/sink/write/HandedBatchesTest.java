// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandedBatchesTest {
    private static final SourcePartition FIRST = new SourcePartition("orders", 0);
    private static final SourcePartition SECOND = new SourcePartition("orders", 1);

    private final HandedBatches handed = new HandedBatches();

    @Test
    void holdsBackTheLowestOffsetOfAllBatchesThatMayNotBeWritten() {
        handed.hand(Map.of(FIRST, 7L));
        handed.hand(Map.of(FIRST, 3L, SECOND, 9L));

        assertThat(handed.lowest(FIRST)).isEqualTo(3);
        assertThat(handed.lowest(SECOND)).isEqualTo(9);
    }

    @Test
    void forgetsABatchOnceItIsWritten() {
        long first = handed.hand(Map.of(FIRST, 3L));
        long second = handed.hand(Map.of(FIRST, 7L));

        handed.forgetUpTo(first);
        assertThat(handed.size()).isEqualTo(1);
        assertThat(handed.lowest(FIRST)).isEqualTo(7);

        handed.forgetUpTo(second);
        assertThat(handed.size()).isZero();
        assertThat(handed.lowest(FIRST)).isEqualTo(Long.MAX_VALUE);
    }
}
