// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

/**
 * Tells when so many of the last records were withheld that not they are at fault, but a rule or a producer: then it is time to stop,
 * before a whole topic is withheld. Safe for use by several threads.
 */
public final class Breaker {
    private final int maxWithheld;
    /** A bit for each of the last records: whether it was withheld. */
    private final boolean[] last;

    private int next;
    private int withheld;

    /**
     * @param maxRatio of records withheld to {@code windowRecords}, from 0 to 1
     * @param windowRecords how many records are looked back on, at least 1; with fewer seen, the others count as well
     */
    public Breaker(double maxRatio, int windowRecords) {
        if (!(maxRatio >= 0 && maxRatio <= 1) || windowRecords < 1) {
            throw new IllegalArgumentException("no window of " + windowRecords + " with a ratio of " + maxRatio);
        }
        this.maxWithheld = (int) Math.floor(maxRatio * windowRecords);
        this.last = new boolean[windowRecords];
    }

    /**
     * Counts a record.
     *
     * @return whether more than the ratio have been withheld with it
     */
    public boolean isTrippedBy(boolean isWithheld) {
        // As it is unless somebody sets a ratio: then nobody has to wait for anybody.
        return maxWithheld < last.length && isTrippedInTurnBy(isWithheld);
    }

    private synchronized boolean isTrippedInTurnBy(boolean isWithheld) {
        withheld += (isWithheld ? 1 : 0) - (last[next] ? 1 : 0);
        last[next] = isWithheld;
        next = (next + 1) % last.length;
        return withheld > maxWithheld;
    }

    @Override
    public synchronized String toString() {
        return withheld + " of the last " + last.length + " records";
    }
}
