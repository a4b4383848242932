// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Takes every record and does nothing with it: what is left is what Kafka, Connect and the converter cost. */
public final class DiscardingSinkConnector extends SinkConnector {

    /** Connect makes connectors by this constructor. */
    public DiscardingSinkConnector() {}

    @Override
    public void start(Map<String, String> properties) {}

    @Override
    public Class<? extends Task> taskClass() {
        return DiscardingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, Map.of());
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "benchmark";
    }

    /** Its task. */
    public static final class DiscardingTask extends SinkTask {

        /** Connect makes tasks by this constructor. */
        public DiscardingTask() {}

        @Override
        public String version() {
            return "benchmark";
        }

        @Override
        public void start(Map<String, String> properties) {}

        @Override
        public void put(Collection<SinkRecord> records) {}

        @Override
        public void stop() {}
    }
}
