// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What Kafka's group coordinator knows: who owns a partition, and where its next owner begins. */
final class Group {
    private static final OffsetAndMetadata START = new OffsetAndMetadata(0);

    private final Map<TopicPartition, Worker> owners = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

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
        return offsets.getOrDefault(partition, START).offset();
    }

    Optional<OffsetAndMetadata> committed(TopicPartition partition) {
        return Optional.ofNullable(offsets.get(partition));
    }

    void commit(TopicPartition partition, OffsetAndMetadata offset) {
        offsets.put(partition, offset);
    }

    /** As if what was committed last had not been. */
    void fallBack(TopicPartition partition, long offset) {
        offsets.computeIfPresent(partition, (any, last) -> new OffsetAndMetadata(offset, last.metadata()));
    }

    void forget(TopicPartition partition) {
        offsets.remove(partition);
    }
}
