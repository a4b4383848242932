// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * How often others win the race for a table's next version, and what to do about it: commit less often. Safe for use by many
 * threads.
 */
public final class Contention {
    /** A row waits that many intervals at most. */
    public static final int MAX_STRETCH = 8;

    private static final double WEIGHT_OF_LAST = 0.25;
    /** The first race that a commit loses tells no more than that others have written since the last one. */
    private static final int NEWS = 1;
    /** Races lost per commit beside that one, from which on commits are in each other's way. */
    private static final double TOO_MANY = 1.0;
    /** Below this there is room for more of them. */
    private static final double FEW = 0.2;

    private final FlushPolicy flush;
    private final double phase;
    private int lostRaces;
    private double lostPerCommit;
    private volatile int stretch = 1;

    /**
     * @param phase where between two ticks of a common clock this table's commits are, from 0 to below 1: elsewhere in each
     *     worker, so that they seldom meet, and at one moment for all tasks of a worker, so that they become one commit
     */
    public Contention(FlushPolicy flush, double phase) {
        this.flush = flush;
        this.phase = phase;
    }

    /** When rows of which the first came at {@code firstRowMs} are due. */
    public long dueMs(long firstRowMs) {
        return flush.dueMs(firstRowMs, phase, stretch);
    }

    /** By how many intervals commits are apart at present. */
    public int stretch() {
        return stretch;
    }

    public synchronized void lostRace() {
        lostRaces++;
    }

    /** @param tookMs from its first attempt on */
    public synchronized void committed(long tookMs) {
        lostPerCommit += WEIGHT_OF_LAST * (Math.max(0, lostRaces - NEWS) - lostPerCommit);
        lostRaces = 0;
        if (lostPerCommit > TOO_MANY || tookMs > flush.intervalMs() * stretch) {
            stretch = Math.min(MAX_STRETCH, stretch * 2);
            lostPerCommit = TOO_MANY / 2;
        } else if (lostPerCommit < FEW && stretch > 1) {
            stretch--;
            lostPerCommit = TOO_MANY / 2;
        }
    }
}
