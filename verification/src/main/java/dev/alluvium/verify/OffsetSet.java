// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of offsets as bitmaps. A billion offsets without gaps take about two megabytes; with gaps everywhere they take one
 * bit each, and one for each gap. Not for use by several threads at once.
 */
final class OffsetSet {
    /** No such offset: Kafka's end far below it. */
    static final long NONE = Long.MAX_VALUE;

    private static final int MASK = OffsetBlock.WIDTH - 1;

    private final TreeMap<Long, OffsetBlock> blocks = new TreeMap<>();
    private long size;
    /** The block of the offset before, which the next one mostly is in as well. */
    private @Nullable OffsetBlock lastBlock;

    private long lastKey;

    /** @return whether it was not there before */
    boolean add(long offset) {
        long key = offset >>> OffsetBlock.SHIFT;
        OffsetBlock block = lastBlock;
        if (block == null || key != lastKey) {
            block = blocks.computeIfAbsent(key, k -> new OffsetBlock());
            lastKey = key;
            lastBlock = block;
        }
        boolean isNew = block.add((int) offset & MASK);
        if (isNew) {
            size++;
        }
        return isNew;
    }

    /** Adds all of {@code other}, and to {@code twice} those that were there before. */
    void addAll(OffsetSet other, OffsetSet twice) {
        other.blocks.forEach((key, theirs) -> {
            OffsetBlock ours = blocks.get(key);
            if (ours != null) {
                BitSet both = ours.copy();
                both.and(theirs.copy());
                if (!both.isEmpty()) {
                    twice.addAll(key, both);
                }
            }
            addAll(key, theirs.copy());
        });
    }

    void addAll(OffsetSet other) {
        other.blocks.forEach((key, theirs) -> addAll(key, theirs.copy()));
    }

    private void addAll(long key, BitSet bits) {
        OffsetBlock ours = blocks.computeIfAbsent(key, k -> new OffsetBlock());
        int before = ours.count();
        ours.addAll(bits);
        size += ours.count() - before;
    }

    long size() {
        return size;
    }

    /** The lowest that is in the set from {@code from} on, {@link #NONE} if there is none. */
    long nextPresent(long from) {
        Map.Entry<Long, OffsetBlock> block = blocks.ceilingEntry(from >>> OffsetBlock.SHIFT);
        int at = block != null && block.getKey() == from >>> OffsetBlock.SHIFT ? (int) from & MASK : 0;
        while (block != null) {
            int next = block.getValue().nextPresent(at);
            if (next < OffsetBlock.WIDTH) {
                return (block.getKey() << OffsetBlock.SHIFT) + next;
            }
            block = blocks.higherEntry(block.getKey());
            at = 0;
        }
        return NONE;
    }

    /** The lowest that is not in the set from {@code from} on. */
    long nextAbsent(long from) {
        long key = from >>> OffsetBlock.SHIFT;
        int at = (int) from & MASK;
        OffsetBlock block = blocks.get(key);
        if (block == null) {
            return from;
        }
        while (block != null) {
            int next = block.nextAbsent(at);
            if (next < OffsetBlock.WIDTH) {
                return (key << OffsetBlock.SHIFT) + next;
            }
            key++;
            at = 0;
            block = blocks.get(key);
        }
        return key << OffsetBlock.SHIFT;
    }

    /** The highest of the set, -1 if it is empty. */
    long last() {
        Map.Entry<Long, OffsetBlock> highest = blocks.lastEntry();
        return highest == null
                ? -1
                : (highest.getKey() << OffsetBlock.SHIFT)
                        + highest.getValue().copy().length()
                        - 1;
    }

    /** Those of the set from {@code from} to {@code to}. */
    Ranges presentIn(long from, long to) {
        return presentIn(from, to, new OffsetSet());
    }

    /** Those of the set from {@code from} to {@code to} that are not in {@code others}. */
    Ranges presentIn(long from, long to, OffsetSet others) {
        Ranges.Gathering found = new Ranges.Gathering();
        for (long first = nextPresent(from); first <= to; ) {
            long end = Math.min(nextAbsent(first) - 1, to);
            others.gatherAbsent(first, end, found);
            first = end == Long.MAX_VALUE ? NONE : nextPresent(end + 1);
            if (first == NONE) {
                break;
            }
        }
        return found.done();
    }

    /** Those from {@code from} to {@code to} that are not in the set. */
    Ranges absentIn(long from, long to) {
        Ranges.Gathering found = new Ranges.Gathering();
        gatherAbsent(from, to, found);
        return found.done();
    }

    private void gatherAbsent(long from, long to, Ranges.Gathering found) {
        long first = nextAbsent(from);
        while (first <= to) {
            long end = Math.min(nextPresent(first) - 1, to);
            found.add(first, end);
            first = nextAbsent(end + 1);
        }
    }
}
