// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What a task is told by Connect and tells it: only its pauses are listened to. */
final class PacedContext implements SinkTaskContext {
    private final TopicPartition partition;
    private boolean paused;

    PacedContext(TopicPartition partition) {
        this.partition = partition;
    }

    boolean paused() {
        return paused;
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new IllegalStateException("nobody else writes to the table: there is nothing to rewind");
    }

    @Override
    public void offset(TopicPartition tp, long offset) {
        offset(Map.of(tp, offset));
    }

    @Override
    public void timeout(long timeoutMs) {
        // The benchmark comes back at once, always.
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of(partition);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused = true;
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused = false;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("a worker before 4.1, which leaves metrics to JMX");
    }

    @Override
    public void requestCommit() {
        // The benchmark asks what may be acknowledged by itself.
    }
}
