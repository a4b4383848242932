// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

/** How long to go on with something that keeps failing, and how long to wait in between. For one thread. */
final class Patience {
    /** Most failures pass by themselves, and a table in quarantine costs reading again. */
    private static final int FAILURES_TO_LAST = 3;

    private final Backoff backoff;
    private final long timeoutMs;
    private int failures;
    private long sinceMs;

    Patience(Backoff backoff, long timeoutMs) {
        this.backoff = backoff;
        this.timeoutMs = timeoutMs;
    }

    /** @return how long to wait before the next try */
    long failed(long nowMs) {
        if (failures++ == 0) {
            sinceMs = nowMs;
        }
        return backoff.delayMs(failures);
    }

    void succeeded() {
        failures = 0;
    }

    /** Whether it has failed so often that it will probably not pass by itself. */
    boolean seemsToLast() {
        return failures >= FAILURES_TO_LAST;
    }

    long failingMs(long nowMs) {
        return failures == 0 ? 0 : nowMs - sinceMs;
    }

    long leftMs(long nowMs) {
        return Math.max(0, timeoutMs - failingMs(nowMs));
    }

    boolean exhausted(long nowMs) {
        return failingMs(nowMs) > timeoutMs;
    }
}
