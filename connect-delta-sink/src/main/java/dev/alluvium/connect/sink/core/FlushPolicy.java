// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * When the rows a table has gathered are committed: whichever bound is met first.
 *
 * @param intervalMs the longest a row waits, unless commits are in each other's way: commits are that far apart
 */
public record FlushPolicy(long intervalMs, long maxRecords, long maxBytes) {
    public FlushPolicy {
        if (intervalMs < 1 || maxRecords < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("interval, records and bytes must be at least 1");
        }
    }

    /** Whether a table that holds {@code rows} rows in {@code bytes} of files is full, whatever its age. */
    public boolean full(long rows, long bytes) {
        return rows >= maxRecords || bytes >= maxBytes;
    }

    /**
     * When rows of which the first came at {@code firstRowMs} are due: with the next tick of a clock that ticks once in
     * {@code stretch} intervals.
     *
     * @param phase when it ticks between two multiples of its period, from 0 to below 1
     */
    public long dueMs(long firstRowMs, double phase, int stretch) {
        long periodMs = intervalMs * stretch;
        return firstRowMs + periodMs - Math.floorMod(firstRowMs - (long) (phase * periodMs), periodMs);
    }
}
