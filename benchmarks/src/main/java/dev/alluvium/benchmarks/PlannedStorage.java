// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.util.random.RandomGenerator;

/**
 * How long an object store takes: about one request in a hundred four times as long as most.
 *
 * @param putMs the median of writing a small object
 * @param getMs the median of reading one
 */
record PlannedStorage(long putMs, long getMs) {
    /** Of the logarithm: e to the power of 2.33 times this is 4. */
    private static final double SPREAD = 0.6;

    long put(RandomGenerator random) {
        return around(putMs, random);
    }

    long get(RandomGenerator random) {
        return around(getMs, random);
    }

    private static long around(long medianMs, RandomGenerator random) {
        return Math.max(1, Math.round(medianMs * Math.exp(SPREAD * random.nextGaussian())));
    }
}
