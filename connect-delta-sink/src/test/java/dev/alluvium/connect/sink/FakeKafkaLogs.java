// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A Kafka cluster of which only the bounds of logs are known. */
final class FakeKafkaLogs implements KafkaLogs {
    private final Map<TopicPartition, Log> logs = new HashMap<>();

    /** A log of this topic id, with nothing committed. */
    FakeKafkaLogs log(TopicPartition partition, String topicId, long start, long end) {
        logs.put(partition, new Log("cluster", topicId, start, end, OptionalLong.empty(), 0));
        return this;
    }

    FakeKafkaLogs committed(TopicPartition partition, long offset) {
        return committed(partition, offset, 0);
    }

    FakeKafkaLogs committed(TopicPartition partition, long offset, long epoch) {
        Log log = logs.get(partition);
        logs.put(
                partition,
                new Log(log.clusterId(), log.topicId(), log.start(), log.end(), OptionalLong.of(offset), epoch));
        return this;
    }

    FakeKafkaLogs forget(TopicPartition partition) {
        logs.remove(partition);
        return this;
    }

    @Override
    public Map<TopicPartition, Log> describe(Set<TopicPartition> partitions) {
        Map<TopicPartition, Log> found = new HashMap<>(logs);
        found.keySet().retainAll(partitions);
        return found;
    }
}
