// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Offsets by the ranges they make: all of them counted, only the first of them named.
 *
 * @param offsets how many
 * @param ranges how many ranges they make
 * @param first the first of these ranges
 */
public record Ranges(long offsets, long ranges, List<OffsetRange> first) {
    /** How many ranges are named. */
    public static final int MAX_NAMED = 1_000;

    static final Ranges NONE = new Ranges(0, 0, List.of());
    private static final int SHOWN = 5;

    public Ranges {
        first = List.copyOf(first);
    }

    public boolean isEmpty() {
        return offsets == 0;
    }

    /** As {@code 3..7, 12, 20..21 and 4 more}. */
    @Override
    public String toString() {
        String named = first.stream().limit(SHOWN).map(OffsetRange::toString).collect(Collectors.joining(", "));
        return ranges > SHOWN ? named + " and " + (ranges - SHOWN) + " more" : named;
    }

    /** Gathers ranges that come in their order. */
    static final class Gathering {
        private final List<OffsetRange> first = new ArrayList<>();
        private long offsets;
        private long ranges;

        void add(long from, long to) {
            OffsetRange range = new OffsetRange(from, to);
            offsets += range.count();
            ranges++;
            if (first.size() < MAX_NAMED) {
                first.add(range);
            }
        }

        Ranges done() {
            return new Ranges(offsets, ranges, first);
        }
    }
}
