// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.OptionalLong;

/** How far one partition has come in one table. Offsets at or below {@link #taken} are in the table or on their way. */
final class Lane {
    private static final long NONE = -1;

    private OptionalLong base;
    private long taken;
    private long first = NONE;
    /** What the snapshot said. */
    private final long found;

    private final long youngestMs;

    /** @param txn what the table's snapshot says, empty if it knows nothing of the partition */
    Lane(OptionalLong txn) {
        this(txn, Long.MAX_VALUE);
    }

    /** @param youngestMs how late a record may have been made that {@code txn} covers */
    Lane(OptionalLong txn, long youngestMs) {
        this.base = txn;
        this.taken = txn.orElse(NONE);
        this.found = taken;
        this.youngestMs = youngestMs;
    }

    /** Whether the record at {@code offset} was made too late to be the one that the table's snapshot had. */
    boolean isImpostor(long offset, OptionalLong timestampMs) {
        return offset <= found && timestampMs.orElse(Long.MIN_VALUE) > youngestMs;
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
