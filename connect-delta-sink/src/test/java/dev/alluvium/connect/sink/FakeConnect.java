// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Plays Connect and Kafka for one task: delivers batches, seeks and pauses as the task asks, and asks for its offsets. */
final class FakeConnect implements SinkTaskContext {
    private Duration patience = Duration.ofMinutes(2);
    private static final int BATCH = 500;

    private final SinkTask task;
    private final Map<TopicPartition, List<SinkRecord>> topics = new HashMap<>();
    private final Map<TopicPartition, Integer> positions = new HashMap<>();
    private final Map<TopicPartition, Long> sought = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final FakePluginMetrics metrics = new FakePluginMetrics();
    private ErrantRecordReporter reporter;
    private long delivered;

    FakeConnect(SinkTask task) {
        this.task = task;
    }

    FakeConnect reporter(ErrantRecordReporter given) {
        reporter = given;
        return this;
    }

    FakeConnect start(Map<String, String> properties) {
        task.initialize(this);
        task.start(properties);
        return this;
    }

    /** Appends to the topic; the records' original offsets must rise. A partition seen first is assigned. */
    FakeConnect produce(SinkRecord... records) {
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
            if (!topics.containsKey(partition)) {
                topics.put(partition, new ArrayList<>());
                positions.put(partition, 0);
                task.open(List.of(partition));
            }
            topics.get(partition).add(record);
        }
        return this;
    }

    /** The topic is deleted and made again with these records, and Kafka's consumer begins at their start by itself. */
    FakeConnect makeAgain(TopicPartition partition, SinkRecord... records) {
        topics.get(partition).clear();
        positions.put(partition, 0);
        return produce(records);
    }

    /** One turn of Connect's loop. */
    void turn() {
        sought.forEach((partition, offset) -> positions.put(partition, indexOf(partition, offset)));
        sought.clear();
        List<SinkRecord> batch = new ArrayList<>();
        Map<TopicPartition, Integer> reached = new HashMap<>();
        for (Map.Entry<TopicPartition, List<SinkRecord>> topic : topics.entrySet()) {
            int from = positions.get(topic.getKey());
            int to = paused.contains(topic.getKey())
                    ? from
                    : Math.min(topic.getValue().size(), from + BATCH - batch.size());
            batch.addAll(topic.getValue().subList(from, to));
            reached.put(topic.getKey(), to);
        }
        delivered += batch.size();
        task.put(batch);
        // As Connect does: of a batch that the task did not take, no offset is known.
        positions.putAll(reached);
    }

    private int indexOf(TopicPartition partition, long offset) {
        List<SinkRecord> records = topics.get(partition);
        int index = 0;
        while (index < records.size() && records.get(index).originalKafkaOffset() < offset) {
            index++;
        }
        return index;
    }

    /** What the task would let Kafka forget of each partition. */
    Map<TopicPartition, Long> acknowledged() {
        Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
        positions.forEach(
                (partition, index) -> consumed.put(partition, new OffsetAndMetadata(offset(partition, index))));
        Map<TopicPartition, Long> safe = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        task.preCommit(consumed).forEach((partition, offset) -> safe.put(partition, offset.offset()));
        return safe;
    }

    private long offset(TopicPartition partition, int index) {
        List<SinkRecord> records = topics.get(partition);
        return index == 0 ? 0 : records.get(index - 1).originalKafkaOffset() + 1;
    }

    /** How long to wait for what must come. */
    FakeConnect patience(Duration longest) {
        patience = longest;
        return this;
    }

    /** Turns until everything is acknowledged. */
    FakeConnect drain() {
        turnUntil(() -> topics.keySet().stream()
                .allMatch(partition -> offset(partition, topics.get(partition).size())
                        == acknowledged().getOrDefault(partition, -1L)));
        return this;
    }

    void turnUntil(BooleanSupplier done) {
        Instant deadline = Instant.now().plus(patience);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("waited in vain").isBefore(deadline);
            turn();
            Thread.onSpinWait();
        }
    }

    /** The task dies without a word, and another continues from what was acknowledged. */
    FakeConnect restartedAs(FakeConnect next) {
        Map<TopicPartition, Long> from = acknowledged();
        task.stop();
        topics.forEach((partition, records) -> {
            next.topics.put(partition, records);
            next.task.open(List.of(partition));
            next.positions.put(partition, indexOf(partition, from.get(partition)));
        });
        return next;
    }

    void stop() {
        task.close(topics.keySet());
        task.stop();
    }

    Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    /** How many records were delivered, those that were read again included. */
    long delivered() {
        return delivered;
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        sought.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        sought.put(partition, offset);
    }

    @Override
    public void timeout(long timeoutMs) {
        // Comes back at once, always.
    }

    @Override
    public Set<TopicPartition> assignment() {
        return topics.keySet();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(List.of(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        List.of(partitions).forEach(paused::remove);
    }

    @Override
    public void requestCommit() {
        // Tests ask for offsets themselves.
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }

    @Override
    public FakePluginMetrics pluginMetrics() {
        return metrics;
    }
}
