// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

/** The rows of one topic-partition by their offsets. Not for use by several threads at once. */
final class SourceRows {
    private final OffsetSet offsets = new OffsetSet();
    private final OffsetSet twice = new OffsetSet();
    private long rows;

    void add(long offset) {
        rows++;
        if (!offsets.add(offset)) {
            twice.add(offset);
        }
    }

    void addAll(SourceRows more) {
        rows += more.rows;
        twice.addAll(more.twice);
        offsets.addAll(more.offsets, twice);
    }

    long rows() {
        return rows;
    }

    OffsetSet offsets() {
        return offsets;
    }

    /** The offsets that more than one row has. */
    OffsetSet twice() {
        return twice;
    }
}
