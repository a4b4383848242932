// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What Trino shows of a TIMESTAMP. */
final class TrinoTime {
    private static final Duration HALF = Duration.ofNanos(500_000);

    private TrinoTime() {}

    /** Rounded to milliseconds, half of one upwards: it may be in the next second, day or year. */
    static Instant shown(Instant stored) {
        return stored.plus(HALF).truncatedTo(ChronoUnit.MILLIS);
    }
}
