// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What a task asks of Connect, by the task's thread alone. */
final class FakeSinkContext implements SinkTaskContext {
    final Set<TopicPartition> assigned = new LinkedHashSet<>();
    final Set<TopicPartition> paused = new HashSet<>();
    final Map<TopicPartition, Long> sought = new HashMap<>();
    long timeoutMs = -1;
    int commitsRequested;
    private final Thread owner = Thread.currentThread();

    @Override
    public Map<String, String> configs() {
        return new TreeMap<>();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        offsets.forEach(this::offset);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        checkCaller(partition);
        sought.put(partition, offset);
    }

    @Override
    public void timeout(long timeoutMs) {
        checkCaller();
        this.timeoutMs = timeoutMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Collections.unmodifiableSet(assigned);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        checkCaller(partitions);
        Collections.addAll(paused, partitions);
    }

    @Override
    public void resume(TopicPartition... partitions) {
        checkCaller(partitions);
        List.of(partitions).forEach(paused::remove);
    }

    @Override
    public void requestCommit() {
        checkCaller();
        commitsRequested++;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("a worker before 4.1");
    }

    /** Rule 7. */
    private void checkCaller(TopicPartition... partitions) {
        if (Thread.currentThread() != owner) {
            throw new AssertionError("rule 7: Connect was called by " + Thread.currentThread());
        }
        if (!assigned.containsAll(List.of(partitions))) {
            throw new AssertionError("rule 7: not all of " + List.of(partitions) + " is assigned");
        }
    }
}
