// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the record came to Kafka that a thread is looking at, so that a record that is read again meets the same verdict: a sink that
 * writes each record once would write it twice otherwise, as a good one and as a bad one. Safe for use by several threads.
 */
final class RecordClock implements LongSupplier {
    /** One cell for each thread: nothing is made anew for a record. */
    private final ThreadLocal<long[]> atMs = ThreadLocal.withInitial(() -> new long[1]);

    private final LongSupplier nowMs;

    /** @param nowMs the time of records that have none, as in front of Kafka */
    RecordClock(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    /** @param timestampMs of the record that the calling thread is about to look at, null if it has none */
    void set(@Nullable Long timestampMs) {
        atMs.get()[0] = timestampMs == null ? nowMs.getAsLong() : timestampMs;
    }

    @Override
    public long getAsLong() {
        return atMs.get()[0];
    }
}
