// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import java.util.concurrent.TimeUnit;

/** Keeps a thread to a steady rate, which can be changed; what was missed by more than a second is not made up for. */
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private volatile double perSecond;
    private long next = System.nanoTime();

    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    void perSecond(double rate) {
        perSecond = rate;
    }

    /** Waits for the next turn. */
    void await() throws InterruptedException {
        long now = System.nanoTime();
        if (next - now > 0) {
            TimeUnit.NANOSECONDS.sleep(next - now);
        } else if (now - next > SECOND) {
            next = now;
        }
        next += (long) (SECOND / perSecond);
    }
}
