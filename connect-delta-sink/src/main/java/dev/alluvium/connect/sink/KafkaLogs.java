// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** Port: what Kafka knows of its logs and does not tell a task. */
interface KafkaLogs {

    /**
     * One partition.
     *
     * @param clusterId of the cluster
     * @param topicId another one if a topic of the same name is made again
     * @param start the offset of the oldest record that is still there
     * @param end the offset that the next record will have
     * @param committed where our consumer group would read on; empty if it has not read yet
     */
    record Log(String clusterId, String topicId, long start, long end, OptionalLong committed) {}

    /**
     * Without partitions that Kafka does not know: their topic may be about to be deleted.
     *
     * @throws ConnectException if Kafka cannot be asked
     */
    Map<TopicPartition, Log> describe(Set<TopicPartition> partitions);
}
