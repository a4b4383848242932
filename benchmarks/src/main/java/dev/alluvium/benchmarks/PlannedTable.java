// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

/** A log of which only the newest version counts, and which one writer wins. */
final class PlannedTable {
    private long version;

    long version() {
        return version;
    }

    /** A request for the version after {@code base} arrives. */
    boolean put(long base) {
        if (base != version) {
            return false;
        }
        version++;
        return true;
    }
}
