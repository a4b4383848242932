// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.util.List;
import java.util.Locale;

/** What is done about a record that a rule does not hold for. The strongest comes first: of several, it is the one that is done. */
public enum Action {
    /** The task stops in front of the record. */
    FAIL,
    /** The record is kept apart, with the reason. */
    REJECT,
    /** The record goes to another topic, with the reason. */
    ROUTE,
    /** The record is counted, and goes nowhere. */
    DROP,
    /** The value gives way to another, and the record says so. */
    SET_DEFAULT,
    /** The value gives way to a null, and the record says so. */
    SET_NULL,
    /** The record goes on and says so. */
    TAG;

    /** Of the rules that do not hold for a record, at least one. */
    public static Action strongest(List<Rule> violated) {
        Action strongest = TAG;
        for (Rule rule : violated) {
            if (rule.action().compareTo(strongest) < 0) {
                strongest = rule.action();
            }
        }
        return strongest;
    }

    /** Whether the record does not come where it was going. */
    public boolean withholds() {
        return compareTo(DROP) <= 0;
    }

    /** Whether the value gives way to another. */
    public boolean replaces() {
        return this == SET_DEFAULT || this == SET_NULL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
