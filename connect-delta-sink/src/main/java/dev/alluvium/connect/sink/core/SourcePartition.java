// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.Comparator;

/**
 * A topic-partition as the records came from it, before any transform renamed the topic, in one life of its topic: a topic that
 * is deleted and made again counts its offsets from 0 once more, and what it holds then are other records.
 *
 * @param epoch 0 until an operator answers a re-created topic with a new one (rule 11)
 */
public record SourcePartition(String topic, int partition, long epoch) implements Comparable<SourcePartition> {
    private static final Comparator<SourcePartition> ORDER = Comparator.comparing(SourcePartition::topic)
            .thenComparing(SourcePartition::partition)
            .thenComparing(SourcePartition::epoch);

    /** In the first life of its topic. */
    public SourcePartition(String topic, int partition) {
        this(topic, partition, 0);
    }

    @Override
    public int compareTo(SourcePartition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + (epoch == 0 ? "-" : "@" + epoch + "-") + partition;
    }
}
