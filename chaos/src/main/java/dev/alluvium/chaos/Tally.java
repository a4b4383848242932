// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How often what was done. */
public record Tally(Map<Kind, Integer> counts) {
    public Tally {
        Map<Kind, Integer> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            all.put(kind, counts.getOrDefault(kind, 0));
        }
        counts = Collections.unmodifiableMap(all);
    }

    /** How often this was done. */
    public int of(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Kills, freezes and failing requests. */
    public int faults() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isFault())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    Tally plus(Tally more) {
        Map<Kind, Integer> sum = new EnumMap<>(counts);
        more.counts.forEach((kind, count) -> sum.merge(kind, count, Integer::sum));
        return new Tally(sum);
    }
}
