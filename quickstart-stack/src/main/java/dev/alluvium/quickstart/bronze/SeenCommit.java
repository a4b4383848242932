// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What one version of a table's log says.
 *
 * @param rows in the files it added
 * @param bytes of the files it added
 * @param at by the committer's clock
 * @param offsets which records of which partition the version covers
 */
public record SeenCommit(
        String table, long version, long rows, int files, long bytes, Instant at, Map<TopicPartition, Range> offsets) {

    /** Offsets, both ends included. */
    public record Range(long first, long last) {
        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + ".." + last;
        }
    }

    public SeenCommit {
        offsets = Map.copyOf(offsets);
    }

    /** As {@code p0 0..41, p2 17}. */
    public String offsetsText() {
        Map<Integer, Range> sorted = new TreeMap<>();
        offsets.forEach((partition, range) -> sorted.put(partition.partition(), range));
        return sorted.entrySet().stream()
                .map(e -> "p" + e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
