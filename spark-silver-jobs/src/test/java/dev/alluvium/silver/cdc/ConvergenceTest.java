// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same events end in the same rows, in whatever order, however often and in whatever batches they are told. */
final class ConvergenceTest {
    private static final int HISTORIES = 20_000;

    @Test
    void a_row_is_what_its_events_make_of_it_in_any_order() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            EventHistory history = EventHistory.random(random);
            StoredRow stored = new StoredRow();
            for (List<Change> batch : history.told(random)) {
                while (random.nextInt(4) == 0) {
                    stored.promoteCurrent(batch, random.nextInt(2));
                }
                stored.promoteCurrent(batch, 2);
            }
            assertThat(stored.row()).as("seed %d: %s", seed, history).isEqualTo(history.row());
        }
    }

    @Test
    void a_history_is_what_its_events_make_of_it_in_any_order() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            EventHistory history = EventHistory.random(random);
            StoredRow stored = new StoredRow();
            for (List<Change> batch : history.told(random)) {
                while (random.nextInt(4) == 0) {
                    stored.promoteHistory(batch, random.nextInt(3));
                }
                stored.promoteHistory(batch, 3);
            }
            assertThat(stored.spans()).as("seed %d: %s", seed, history).isEqualTo(history.spans());
        }
    }
}
