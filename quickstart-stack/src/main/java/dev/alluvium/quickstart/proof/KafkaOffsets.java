// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import dev.alluvium.quickstart.stack.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What Kafka has, read by a consumer without a group, which nobody notices. */
public final class KafkaOffsets implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final KafkaConsumer<byte[], byte[]> consumer;

    public KafkaOffsets(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The end of each partition of the topics that exist: the offset that its next record gets. */
    public Map<TopicPartition, Long> ends(Collection<String> topics) {
        Map<TopicPartition, Long> ends = new TreeMap<>(ORDER);
        ends.putAll(consumer.endOffsets(partitions(topics)));
        return ends;
    }

    /** How many records the topics have had so far. */
    public long records(Collection<String> topics) {
        return ends(topics).values().stream().mapToLong(end -> end).sum();
    }

    /**
     * The offset of every record there is.
     *
     * @throws StackException if it takes longer than five minutes
     */
    public Map<TopicPartition, List<Long>> all(Collection<String> topics) {
        List<TopicPartition> partitions = partitions(topics);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, List<Long>> offsets = new TreeMap<>(ORDER);
        partitions.forEach(partition -> offsets.put(partition, new ArrayList<>()));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            if (System.nanoTime() - deadline > 0) {
                throw new StackException(
                        "could not read the topics " + topics + " to their ends within " + TIMEOUT.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                offsets.getOrDefault(new TopicPartition(record.topic(), record.partition()), new ArrayList<>())
                        .add(record.offset());
            }
        }
        consumer.unsubscribe();
        return offsets;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions(Collection<String> topics) {
        Map<String, List<PartitionInfo>> existing = consumer.listTopics();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo info : existing.getOrDefault(topic, List.of())) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
        }
        return partitions;
    }
}
