// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * One uninterrupted run of reading a partition: it begins when the partition is assigned or sought, and ends when it is
 * taken away or sought again. Rows carry the session they were read in, so that rows read before a rewind are known.
 *
 * @param number unique within the task
 */
public record Session(SourcePartition source, long number) {

    @Override
    public String toString() {
        return source + "#" + number;
    }
}
