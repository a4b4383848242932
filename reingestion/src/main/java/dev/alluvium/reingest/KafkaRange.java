// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a range of offsets of one partition, without a group: nobody sees it. */
final class KafkaRange implements RecordLog, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    KafkaRange(Map<String, Object> client, TopicPartition partition) {
        this.partition = partition;
        Map<String, Object> settings = new HashMap<>(client);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        try {
            consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(List.of(partition));
        } catch (KafkaException e) {
            throw new ReingestException("Kafka cannot be asked: " + e.getMessage(), e);
        }
    }

    @Override
    public long start() {
        return asked(() -> consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L));
    }

    @Override
    public long end() {
        return asked(() -> consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
    }

    @Override
    public boolean read(long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        return asked(() -> {
            long last = Math.min(to, end() - 1);
            consumer.seek(partition, from);
            long moved = System.nanoTime();
            while (consumer.position(partition) <= last) {
                long before = consumer.position(partition);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                    if (record.offset() > last) {
                        return true;
                    }
                    if (!taker.test(record)) {
                        return false;
                    }
                }
                if (consumer.position(partition) != before) {
                    moved = System.nanoTime();
                } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                    throw new ReingestException("nothing came from " + partition + " at offset " + before + " for "
                            + PATIENCE.toSeconds() + " seconds");
                }
            }
            return true;
        });
    }

    private interface Question<T> {
        T ask();
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (KafkaException e) {
            throw new ReingestException(partition + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
