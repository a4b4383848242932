// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A stretch of 65,536 offsets, numbered from 0, some of which are set. Once all are, it needs no bits any more. */
final class OffsetBlock {
    static final int SHIFT = 16;
    static final int WIDTH = 1 << SHIFT;

    private @Nullable BitSet bits = new BitSet();
    private int count;

    int count() {
        return count;
    }

    /** Whether it was not set before. */
    boolean add(int at) {
        BitSet some = bits;
        if (some == null || some.get(at)) {
            return false;
        }
        some.set(at);
        count++;
        if (count == WIDTH) {
            bits = null;
        }
        return true;
    }

    /** Adds all of {@code more}, which is changed. */
    void addAll(BitSet more) {
        BitSet some = bits;
        if (some != null) {
            some.or(more);
            count = some.cardinality();
            bits = count == WIDTH ? null : some;
        }
    }

    /** A copy that the caller may change. */
    BitSet copy() {
        BitSet some = bits;
        if (some != null) {
            return (BitSet) some.clone();
        }
        BitSet all = new BitSet(WIDTH);
        all.set(0, WIDTH);
        return all;
    }

    /** The first that is set from {@code at} on, {@link #WIDTH} if there is none. */
    int nextPresent(int at) {
        BitSet some = bits;
        if (some == null) {
            return at;
        }
        int next = some.nextSetBit(at);
        return next < 0 ? WIDTH : next;
    }

    /** The first that is not set from {@code at} on, {@link #WIDTH} if there is none. */
    int nextAbsent(int at) {
        BitSet some = bits;
        return some == null ? WIDTH : Math.min(some.nextClearBit(at), WIDTH);
    }
}
