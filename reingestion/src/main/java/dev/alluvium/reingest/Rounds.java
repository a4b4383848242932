// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.verify.TableOffsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Passes over a range until nobody has come between.
 *
 * @param rounds makes the next pass
 * @param offsets reads what the table has, when asked
 */
record Rounds(Supplier<Round> rounds, RecordLog records, Supplier<TableOffsets> offsets) {
    private static final int MAX = 20;

    /** @throws ReingestException if it cannot be done, or somebody else does the same all the time */
    Round.Count run(long from, long to) {
        for (int round = 0; round < MAX; round++) {
            Optional<Round.Count> count = rounds.get().run(records, from, to, offsets);
            if (count.isPresent()) {
                return count.get();
            }
        }
        throw new ReingestException("somebody else re-ingests into the table all the time: wait until that is done");
    }
}
