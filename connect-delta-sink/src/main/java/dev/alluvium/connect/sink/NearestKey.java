// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the key that somebody who mistyped one most likely meant, by Levenshtein's distance. */
final class NearestKey {
    private NearestKey() {}

    /** Empty if no key is near: a wrong guess costs more than none. */
    static Optional<String> to(String mistyped, Collection<String> keys) {
        int tolerance = mistyped.length() / 3;
        return keys.stream()
                .filter(key -> distance(mistyped, key) <= tolerance)
                .min(Comparator.comparingInt((String key) -> distance(mistyped, key))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String from, String to) {
        int[] costs = new int[to.length() + 1];
        for (int column = 0; column < costs.length; column++) {
            costs[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int diagonal = costs[0];
            costs[0] = row;
            for (int column = 1; column < costs.length; column++) {
                int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? diagonal : diagonal + 1;
                diagonal = costs[column];
                costs[column] = Math.min(replaced, 1 + Math.min(costs[column], costs[column - 1]));
            }
        }
        return costs[to.length()];
    }
}
