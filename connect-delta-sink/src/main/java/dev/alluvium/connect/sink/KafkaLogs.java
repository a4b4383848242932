// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Port: what Kafka knows of its logs and does not tell a task. */
interface KafkaLogs {
    String EPOCH = "alluvium epoch ";

    /**
     * One partition.
     *
     * @param clusterId of the cluster
     * @param topicId another one if a topic of the same name is made again
     * @param start the offset of the oldest record that is still there
     * @param end the offset that the next record will have
     * @param committed where our consumer group would read on; empty if it has not read yet
     * @param committedEpoch the epoch in which that was said, see {@link #metadata}
     */
    record Log(String clusterId, String topicId, long start, long end, OptionalLong committed, long committedEpoch) {}

    /** What stands beside a committed offset, for it to be known in which life of the topic it counts. */
    static String metadata(long epoch) {
        return epoch == 0 ? "" : EPOCH + epoch;
    }

    /** The epoch that {@link #metadata} has written, 0 for whatever else stands there. */
    static long epoch(String metadata) {
        String number = metadata.startsWith(EPOCH) ? metadata.substring(EPOCH.length()) : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    /**
     * Without partitions that Kafka does not know: their topic may be about to be deleted.
     *
     * @throws OutOfReachException if Kafka cannot be asked now
     */
    Map<TopicPartition, Log> describe(Set<TopicPartition> partitions);
}
