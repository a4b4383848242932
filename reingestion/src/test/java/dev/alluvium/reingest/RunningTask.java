// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.connect.sink.DeltaSinkTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.assertj.core.api.Assertions;

/** A task of the connector, to which the topics are delivered as Connect would. */
final class RunningTask implements SinkTaskContext, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DeltaSinkTask task = new DeltaSinkTask();
    private final RecordChain chain;
    private final Map<TopicPartition, Topic> topics = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    RunningTask(ConnectorSettings settings, Topic... topics) {
        chain = new RecordChain(settings, RunningTask.class.getClassLoader());
        task.initialize(this);
        task.start(settings.entries());
        for (Topic topic : topics) {
            this.topics.put(topic.partition(), topic);
            positions.put(topic.partition(), 0L);
        }
        task.open(positions.keySet());
    }

    /** Reads on from where an earlier task was. */
    RunningTask from(Topic topic, long offset) {
        positions.put(topic.partition(), offset);
        return this;
    }

    private void turn() {
        List<SinkRecord> batch = new ArrayList<>();
        Map<TopicPartition, Long> reached = new HashMap<>();
        topics.forEach((partition, topic) -> {
            for (long offset = positions.get(partition); offset < topic.end(); offset++) {
                chain.record(topic.records().get((int) offset)).ifPresent(batch::add);
            }
            reached.put(partition, topic.end());
        });
        positions.putAll(reached);
        // Where the task asks for records again, that comes after.
        task.put(batch);
    }

    /** Up to which offset the task lets Kafka forget. */
    long acknowledged(Topic topic) {
        Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
        positions.forEach((partition, offset) -> consumed.put(partition, new OffsetAndMetadata(offset)));
        return task.preCommit(consumed).get(topic.partition()).offset();
    }

    /** Until all that the topic has is in its table. */
    RunningTask drain(Topic topic) {
        return until(() -> acknowledged(topic) == topic.end());
    }

    RunningTask until(BooleanSupplier done) {
        Instant deadline = Instant.now().plus(PATIENCE);
        do {
            Assertions.assertThat(Instant.now()).as("waited in vain").isBefore(deadline);
            turn();
            Thread.onSpinWait();
        } while (!done.getAsBoolean());
        return this;
    }

    @Override
    public void close() {
        task.close(topics.keySet());
        task.stop();
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        positions.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        positions.put(partition, offset);
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
        throw new AssertionError("a few records are no reason to pause");
    }

    @Override
    public void resume(TopicPartition... partitions) {
        // Nothing is ever paused.
    }

    @Override
    public void requestCommit() {
        // Tests ask for offsets themselves.
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("a worker before 4.1");
    }
}
