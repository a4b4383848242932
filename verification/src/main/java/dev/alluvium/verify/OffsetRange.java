// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

/** Offsets that follow each other, both ends included. */
public record OffsetRange(long first, long last) {

    /** How many offsets there are. */
    public long count() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + ".." + last;
    }
}
