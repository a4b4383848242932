// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Locale;

/** Where records go that cannot become rows. Nothing is ever dropped. */
enum RejectMode {
    /** Nowhere: the task fails. */
    FAIL,
    /** Into a table of their own, exactly once. */
    TABLE,
    /** To Connect's errant record reporter, at least once. */
    DLQ,
    BOTH;

    static RejectMode parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    boolean toTable() {
        return this == TABLE || this == BOTH;
    }

    boolean toReporter() {
        return this == DLQ || this == BOTH;
    }
}
