// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What Kafka's group coordinator knows: who owns a partition, and where its next owner begins. */
final class Group {
    private final Map<TopicPartition, Worker> owners = new HashMap<>();
    private final Map<TopicPartition, Long> offsets = new HashMap<>();

    Optional<Worker> owner(TopicPartition partition) {
        return Optional.ofNullable(owners.get(partition));
    }

    void give(TopicPartition partition, Worker worker) {
        owners.put(partition, worker);
    }

    boolean isOwner(TopicPartition partition, Worker worker) {
        return owners.get(partition) == worker;
    }

    long offset(TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    void offset(TopicPartition partition, long offset) {
        offsets.put(partition, offset);
    }
}
