// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.OptionalLong;

/** How far one partition has come in one table. Offsets at or below {@link #taken} are in the table or on their way. */
final class Lane {
    private static final long NONE = -1;

    private OptionalLong base;
    private long taken;
    private long first = NONE;

    /** @param txn what the table's snapshot says, empty if it knows nothing of the partition */
    Lane(OptionalLong txn) {
        this.base = txn;
        this.taken = txn.orElse(NONE);
    }

    boolean has(long offset) {
        return offset <= taken;
    }

    /** @return whether this is the first row since the last seal */
    boolean take(long offset) {
        boolean begins = first == NONE;
        if (begins) {
            first = offset;
        }
        taken = offset;
        return begins;
    }

    boolean holdsRows() {
        return first != NONE;
    }

    long first() {
        return first;
    }

    /** Closes the range of rows taken: the next one will be based on it. */
    TxnStep seal() {
        TxnStep step = new TxnStep(base, first, taken);
        base = OptionalLong.of(taken);
        first = NONE;
        return step;
    }
}
