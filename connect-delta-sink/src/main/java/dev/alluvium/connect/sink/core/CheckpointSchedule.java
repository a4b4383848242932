// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * Tells by what one writer of a table knows anyway whether a checkpoint can be due, so that nobody reads the log to find out
 * that it is not. Other writers may be ahead of it: then it asks for a look too late by their commits, or once too often,
 * which is harmless. Safe for use by several threads.
 */
public final class CheckpointSchedule {
    private static final long UNKNOWN = -1;

    private final int intervalCommits;
    private long committed = UNKNOWN;
    private long checkpointed = UNKNOWN;

    /** @param intervalCommits how many versions may come between two checkpoints */
    public CheckpointSchedule(int intervalCommits) {
        this.intervalCommits = intervalCommits;
    }

    public int intervalCommits() {
        return intervalCommits;
    }

    /** This writer has made {@code version}. */
    public synchronized void committed(long version) {
        committed = version;
    }

    /** A snapshot, perhaps not the newest any more, had {@code checkpoint} as its last one; 0 stands for none. */
    public synchronized void seen(long checkpoint) {
        checkpointed = Math.max(checkpointed, checkpoint);
    }

    /** The newest snapshot has {@code checkpoint} as its last one; 0 stands for none. */
    public synchronized void looked(long checkpoint) {
        checkpointed = checkpoint;
    }

    /** Whether it is worth reading the log: always for a writer that has not committed or has not seen a snapshot. */
    public synchronized boolean mayBeDue() {
        // A checkpoint ahead of us is one of a table that was removed and made anew since.
        boolean knows = committed != UNKNOWN && checkpointed != UNKNOWN && checkpointed <= committed;
        return !knows || isDue(committed);
    }

    /** Whether a table that has come to {@code version} is to be checkpointed, by the last checkpoint that is known. */
    public synchronized boolean isDue(long version) {
        return version - Math.max(checkpointed, 0) >= intervalCommits;
    }
}
