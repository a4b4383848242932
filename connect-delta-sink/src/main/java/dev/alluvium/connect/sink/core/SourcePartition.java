// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/** A topic-partition as the records came from it, before any transform renamed the topic. */
public record SourcePartition(String topic, int partition) implements Comparable<SourcePartition> {

    @Override
    public int compareTo(SourcePartition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
