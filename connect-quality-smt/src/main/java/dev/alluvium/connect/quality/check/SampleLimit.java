// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.util.function.LongSupplier;

/** So many samples in a minute, and no more. Safe for use by several threads. */
public final class SampleLimit {
    private static final long MINUTE_MS = 60_000;

    private final int perMinute;
    private final LongSupplier nowMs;
    private long minuteBeganMs;
    private int taken;
    private long passedOver;

    /** @param nowMs a clock that never goes back */
    public SampleLimit(int perMinute, LongSupplier nowMs) {
        this.perMinute = perMinute;
        this.nowMs = nowMs;
        this.minuteBeganMs = nowMs.getAsLong();
    }

    /** @return how many were passed over since the last sample, if this is to be one; -1 if it is not */
    public synchronized long take() {
        long now = nowMs.getAsLong();
        if (now - minuteBeganMs >= MINUTE_MS) {
            minuteBeganMs = now;
            taken = 0;
        }
        if (taken >= perMinute) {
            passedOver++;
            return -1;
        }
        taken++;
        long since = passedOver;
        passedOver = 0;
        return since;
    }
}
