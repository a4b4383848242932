// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.write.CommitGroups;
import dev.alluvium.connect.sink.write.DataFiles;
import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.Register;
import dev.alluvium.connect.sink.write.SteppedPipeline;
import dev.alluvium.connect.sink.write.TableList;
import dev.alluvium.connect.sink.write.TableLogs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A whole task, from Connect's records to the ports of storage, without a thread of its own. */
public final class SteppedTask implements SinkTaskContext {

    /** What tasks share. */
    public record Warehouse(TableLogs logs, DataFiles files, Register register, TableList tables) {}

    /** What the tasks of one worker share beside: it is gone when the worker is killed. */
    public static final class WorkerMemory {
        private final long seed;
        private Optional<CommitGroups> groups = Optional.empty();

        public WorkerMemory(long seed) {
            this.seed = seed;
        }

        private CommitGroups groups(Warehouse warehouse, SinkSettings settings) {
            CommitGroups shared = groups.orElseGet(() -> new CommitGroups(warehouse.logs(), settings, seed));
            groups = Optional.of(shared);
            return shared;
        }
    }

    /** Kafka, as far as a task asks it. */
    public interface Kafka {

        /** @param committed where the group would read on, with what stands beside it */
        record Described(String topicId, long end, Optional<OffsetAndMetadata> committed) {}

        Described describe(TopicPartition partition);
    }

    private final DeltaSinkTask task;
    private final Map<TopicPartition, Long> sought = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final FakePluginMetrics metrics = new FakePluginMetrics();
    private Optional<SteppedPipeline> pipeline = Optional.empty();

    /** @param bounds replaces what the configuration says of intervals and sizes, which it keeps within bounds */
    public SteppedTask(
            Kafka kafka,
            Warehouse warehouse,
            WorkerMemory worker,
            SteppedPipeline.Time time,
            long seed,
            Map<String, String> properties,
            Bounds bounds) {
        task = new DeltaSinkTask(new Wiring() {
            @Override
            public Pipeline pipeline(DeltaSinkConfig config) {
                SinkSettings settings = bounds.of(config.settings());
                SteppedPipeline made = new SteppedPipeline(
                        settings, worker.groups(warehouse, settings), warehouse.logs(), warehouse.files(), time, seed);
                pipeline = Optional.of(made);
                return made.pipeline();
            }

            @Override
            public Register register(DeltaSinkConfig config) {
                return warehouse.register();
            }

            @Override
            public SettingsWatch.TxnReader txns(DeltaSinkConfig config) {
                return new WarehouseTxns(warehouse.tables(), warehouse.logs());
            }

            @Override
            public Optional<KafkaLogs> kafka(DeltaSinkConfig config) {
                return Optional.of(partitions -> logs(kafka, partitions));
            }
        });
        task.initialize(this);
        task.start(properties);
    }

    private static Map<TopicPartition, KafkaLogs.Log> logs(Kafka kafka, Set<TopicPartition> partitions) {
        Map<TopicPartition, KafkaLogs.Log> logs = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Kafka.Described log = kafka.describe(partition);
            OptionalLong committed = log.committed().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .findAny();
            long epoch = log.committed().map(SteppedTask::epoch).orElse(0L);
            logs.put(partition, new KafkaLogs.Log("cluster", log.topicId(), 0, log.end(), committed, epoch));
        }
        return logs;
    }

    /** The life of the topic in which that was committed. */
    public static long epoch(OffsetAndMetadata committed) {
        return KafkaLogs.epoch(committed.metadata());
    }

    /** Intervals and sizes, smaller than any user would want. */
    public record Bounds(FlushPolicy flush, long maxMemoryBytes, long closeTimeoutMs, long maxFileAgeMs) {
        private SinkSettings of(SinkSettings settings) {
            return new SinkSettings(
                    settings.txn(),
                    flush,
                    maxMemoryBytes,
                    closeTimeoutMs,
                    settings.retryTimeoutMs(),
                    maxFileAgeMs,
                    settings.maxClockSkewMs(),
                    settings.fansOut(),
                    settings.commitNotes());
        }
    }

    public SinkTask task() {
        return task;
    }

    /** The threads of the task. */
    public SteppedPipeline threads() {
        return pipeline.orElseThrow();
    }

    /** Who plays Connect keeps this up to date. */
    public Set<TopicPartition> assigned() {
        return assigned;
    }

    /** What the task has sought since this was last asked. */
    public Map<TopicPartition, Long> takeSought() {
        Map<TopicPartition, Long> taken = new HashMap<>(sought);
        sought.clear();
        return taken;
    }

    /** As Connect does when partitions are assigned: what is no longer ours ceases to be paused, what is remains so. */
    public void keepPausedIfAssigned() {
        paused.retainAll(assigned);
    }

    public boolean isPaused(TopicPartition partition) {
        return paused.contains(partition);
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
        // When the task is called again is for the schedule to say.
    }

    @Override
    public Set<TopicPartition> assignment() {
        return assigned;
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(Set.of(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused.removeAll(Set.of(partitions));
    }

    @Override
    public void requestCommit() {
        // So is when it is asked for offsets.
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        throw new UnsupportedOperationException("rejects go to a table");
    }

    @Override
    public FakePluginMetrics pluginMetrics() {
        return metrics;
    }
}
