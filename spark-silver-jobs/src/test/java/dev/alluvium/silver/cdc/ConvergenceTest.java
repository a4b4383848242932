// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The same events end in the same rows, in whatever order, however often and in whatever batches they are told. */
final class ConvergenceTest {
    private static final int HISTORIES = 20_000;

    /** Writes what a batch makes of what is stored, and dies after some of the writes. */
    private interface Promotion {
        void promote(StoredRow stored, List<Change> batch, int writes);
    }

    @Test
    void a_row_is_what_its_events_make_of_it_in_any_order() {
        converges(StoredRow::promoteCurrent, 2, StoredRow::row, EventHistory::row);
    }

    @Test
    void a_history_is_what_its_events_make_of_it_in_any_order() {
        converges(StoredRow::promoteHistory, 3, StoredRow::spans, EventHistory::spans);
    }

    private static <T> void converges(
            Promotion promotion, int writes, Function<StoredRow, T> content, Function<EventHistory, T> expected) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            EventHistory history = EventHistory.random(random);
            StoredRow stored = new StoredRow();
            for (List<Change> batch : history.told(random)) {
                while (random.nextInt(4) == 0) {
                    promotion.promote(stored, batch, random.nextInt(writes));
                }
                promotion.promote(stored, batch, writes);
            }
            assertThat(content.apply(stored)).as("seed %d: %s", seed, history).isEqualTo(expected.apply(history));
        }
    }
}
