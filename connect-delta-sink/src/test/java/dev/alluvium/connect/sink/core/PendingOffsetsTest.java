// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class PendingOffsetsTest {
    private static final SourcePartition ONE = new SourcePartition("topic", 1);
    private static final SourcePartition TWO = new SourcePartition("topic", 2);

    private final PendingOffsets pending = new PendingOffsets();

    @Test
    void holdsNothingBackToBeginWith() {
        assertThat(pending.lowest(ONE)).isEmpty();
    }

    @Test
    void holdsBackByTheLowestBeginningInWhateverOrderTheyCome() {
        pending.add(ONE, 20);
        pending.add(ONE, 10);
        pending.add(ONE, 30);

        assertThat(pending.lowest(ONE)).hasValue(10);
        pending.remove(ONE, 10);
        assertThat(pending.lowest(ONE)).hasValue(20);
        pending.remove(ONE, 30);
        assertThat(pending.lowest(ONE)).hasValue(20);
        pending.remove(ONE, 20);
        assertThat(pending.lowest(ONE)).isEmpty();
    }

    @Test
    void holdsBackUntilTheLastOfThoseThatBeginAtOneOffsetIsDone() {
        pending.add(ONE, 10);
        pending.add(ONE, 10);

        pending.remove(ONE, 10);
        assertThat(pending.lowest(ONE)).hasValue(10);
        pending.remove(ONE, 10);
        assertThat(pending.lowest(ONE)).isEmpty();
    }

    @Test
    void keepsPartitionsApart() {
        pending.add(ONE, 10);
        pending.add(TWO, 5);

        pending.remove(TWO, 5);

        assertThat(pending.lowest(ONE)).hasValue(10);
        assertThat(pending.lowest(TWO)).isEmpty();
    }

    @Test
    void refusesToReleaseWhatWasNotPending() {
        pending.add(ONE, 10);

        assertThatIllegalStateException()
                .isThrownBy(() -> pending.remove(ONE, 11))
                .withMessage("offset 11 of topic-1 was not pending");
        assertThatIllegalStateException().isThrownBy(() -> pending.remove(TWO, 10));
        assertThat(pending.lowest(ONE)).hasValue(10);
    }
}
