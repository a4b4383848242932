// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.random.RandomGenerator;

/** How long to wait before trying again: doubling from {@code firstMs} to {@code maxMs}, of which a random half is left out. */
record Backoff(long firstMs, long maxMs, RandomGenerator random) {
    private static final int MAX_DOUBLINGS = 20;

    /** The wait before attempt {@code attempt + 1}, counted from 1. */
    long delayMs(int attempt) {
        long ceilingMs = Math.min(maxMs, firstMs << Math.min(attempt - 1, MAX_DOUBLINGS));
        return ceilingMs - random.nextLong(ceilingMs / 2 + 1);
    }
}
