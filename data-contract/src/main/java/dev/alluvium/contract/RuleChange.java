// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import dev.alluvium.contract.ContractChange.Effect;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether a rule lets more through than it did, or less. */
final class RuleChange {
    private static final Set<String> LOW = Set.of("min", "above");
    private static final Set<String> HIGH = Set.of("max", "below");

    private RuleChange() {}

    static Effect effect(PlacedRule before, PlacedRule now) {
        if (before.place() != now.place()) {
            return Effect.BREAKS_BOTH;
        }
        Set<String> keys = new TreeSet<>(before.settings().keySet());
        keys.addAll(now.settings().keySet());
        boolean letsMore = false;
        boolean letsLess = false;
        for (String key : keys) {
            int more = more(key, before.settings(), now.settings());
            if (more == UNKNOWN) {
                return Effect.BREAKS_BOTH;
            }
            letsMore |= more > 0;
            letsLess |= more < 0;
        }
        return letsMore && letsLess
                ? Effect.BREAKS_BOTH
                : letsMore ? Effect.BREAKS_READERS : letsLess ? Effect.BREAKS_WRITERS : Effect.HARMLESS;
    }

    private static final int UNKNOWN = Integer.MIN_VALUE;

    /** Above 0 if more is let through, below if less, 0 if it is the same. */
    private static int more(String key, Map<String, String> before, Map<String, String> now) {
        String old = before.get(key);
        String young = now.get(key);
        if (old != null && old.equals(young)) {
            return 0;
        } else if (LOW.contains(key) || HIGH.contains(key)) {
            int direction = HIGH.contains(key) ? 1 : -1;
            // A bound that is not there is as far away as can be.
            return old == null
                    ? -1
                    : young == null ? 1 : direction * new BigDecimal(young).compareTo(new BigDecimal(old));
        } else if (key.equals("values") && old != null && young != null) {
            Set<String> were = set(old);
            Set<String> are = set(young);
            int direction = now.getOrDefault("check", "").equals("none_of") ? -1 : 1;
            return are.containsAll(were) ? direction : were.containsAll(are) ? -direction : UNKNOWN;
        }
        return UNKNOWN;
    }

    private static Set<String> set(String values) {
        return new HashSet<>(Arrays.asList(values.split("(?<!\\\\),", -1)));
    }
}
