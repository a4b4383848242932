// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

/** The rows of one topic-partition by their offsets. Not for use by several threads at once. */
final class SourceRows {
    private final OffsetSet offsets = new OffsetSet();
    private final OffsetSet twice = new OffsetSet();
    private final OffsetSet replayed = new OffsetSet();
    private long rows;

    /** @param isReplayed whether it was among the rejects before */
    void add(long offset, boolean isReplayed) {
        rows++;
        if (isReplayed) {
            replayed.add(offset);
        }
        if (!offsets.add(offset)) {
            twice.add(offset);
        }
    }

    void addAll(SourceRows more) {
        rows += more.rows;
        twice.addAll(more.twice);
        replayed.addAll(more.replayed);
        offsets.addAll(more.offsets, twice);
    }

    long rows() {
        return rows;
    }

    OffsetSet offsets() {
        return offsets;
    }

    /** The offsets of rows that were among the rejects before. */
    OffsetSet replayed() {
        return replayed;
    }

    /** The offsets that more than one row has. */
    OffsetSet twice() {
        return twice;
    }
}
