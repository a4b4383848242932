// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The only partition of a topic in memory, whose records hold their offsets unless they are told. */
final class Topic implements RecordLog {
    private final TopicPartition partition;
    private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();

    Topic(String name) {
        partition = new TopicPartition(name, 0);
    }

    TopicPartition partition() {
        return partition;
    }

    Topic produce(int count) {
        for (int i = 0; i < count; i++) {
            byte[] value = Integer.toString(records.size()).getBytes(StandardCharsets.UTF_8);
            records.add(new ConsumerRecord<>(partition.topic(), 0, records.size(), new byte[0], value));
        }
        return this;
    }

    Topic produce(String... values) {
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            records.add(new ConsumerRecord<>(partition.topic(), 0, records.size(), new byte[0], bytes));
        }
        return this;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    @Override
    public long start() {
        return 0;
    }

    @Override
    public long end() {
        return records.size();
    }

    @Override
    public boolean read(long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        for (long offset = from; offset <= to; offset++) {
            if (!taker.test(records.get((int) offset))) {
                return false;
            }
        }
        return true;
    }
}
