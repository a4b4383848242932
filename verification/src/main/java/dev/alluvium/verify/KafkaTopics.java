// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What Kafka still has, read by a consumer without a group, which leaves no trace. There is no cheaper way to know which
 * offsets exist: compaction and transactions leave holes that only a reader sees.
 */
public final class KafkaTopics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FETCH_BYTES = 16 << 20;

    private final Map<String, Object> properties;
    private final Progress progress;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Connects.
     *
     * @param client properties of Kafka clients: {@code bootstrap.servers}, and what it takes to be let in
     * @throws VerifyException if they cannot be used
     */
    public KafkaTopics(Map<String, String> client, Progress progress) {
        this.properties = Map.copyOf(client);
        this.progress = progress;
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        try {
            this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new VerifyException("Kafka cannot be asked: " + reason(e), e);
        }
    }

    /**
     * Reads a topic from its start to where its end is now, by partition; empty if there is no such topic.
     *
     * @throws VerifyException if it cannot be read, or if nothing comes for a minute
     */
    Map<Integer, PartitionLog> read(String topic) {
        try {
            List<TopicPartition> partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                return Map.of();
            }
            boolean compacted = isCompacted(topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, OffsetSet> offsets = readAll(topic, partitions, ends);
            // Asked again: what retention cut while we read is not missed.
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            consumer.unsubscribe();
            return partitions.stream()
                    .collect(Collectors.toMap(
                            TopicPartition::partition,
                            partition -> new PartitionLog(
                                    starts.getOrDefault(partition, 0L),
                                    ends.getOrDefault(partition, 0L),
                                    offsets.getOrDefault(partition, new OffsetSet()),
                                    compacted)));
        } catch (KafkaException e) {
            throw new VerifyException("the topic " + topic + " cannot be read: " + reason(e), e);
        }
    }

    private Map<TopicPartition, OffsetSet> readAll(
            String topic, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetSet> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, new OffsetSet()));
        consumer.seekToBeginning(partitions);
        long total = ends.values().stream().mapToLong(end -> end).sum();
        long moved = System.nanoTime();
        long before = -1;
        while (true) {
            long position = 0;
            boolean atEnd = true;
            for (TopicPartition partition : partitions) {
                long at = consumer.position(partition);
                position += at;
                atEnd &= at >= ends.getOrDefault(partition, 0L);
            }
            progress.at("offsets of " + topic, position, total);
            if (atEnd) {
                return offsets;
            }
            if (position != before) {
                before = position;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new VerifyException("the topic " + topic + " did not come to its end: nothing was read for "
                        + PATIENCE.toSeconds() + " s at " + position + " of " + total);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                OffsetSet of = offsets.get(new TopicPartition(topic, record.partition()));
                // A record behind the end we looked up came while we read.
                if (of != null) {
                    of.add(record.offset());
                }
            }
        }
    }

    private boolean isCompacted(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(properties)) {
            return admin
                    .describeConfigs(List.of(resource))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .anyMatch(config -> config.get(TopicConfig.CLEANUP_POLICY_CONFIG)
                            .value()
                            .contains(TopicConfig.CLEANUP_POLICY_COMPACT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VerifyException("interrupted while asking Kafka", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new VerifyException(
                    "Kafka does not say whether the topic " + topic + " is compacted (DescribeConfigs): "
                            + e.getMessage(),
                    e);
        }
    }

    private static String reason(KafkaException e) {
        return e.getCause() == null || e.getCause().getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + ": " + e.getCause().getMessage();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
