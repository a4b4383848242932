// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.OwnTransforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds every fault of a configuration at once: of each key, of keys that do not go together, of keys that nobody knows, of
 * the transforms that come with the sink. Touches no network, never throws, and never repeats the value of a key that may hold a secret.
 */
final class SinkConfigCheck {
    static final String HADOOP_PREFIX = "hadoop.";
    private static final String OWN_PREFIX = "delta.";
    private static final String FILE_SYSTEM_PREFIX = "fs.";
    private static final String DLQ_TOPIC = "errors.deadletterqueue.topic.name";
    private static final String TOLERANCE = "errors.tolerance";
    private static final String MAX_POLL_INTERVAL_MS = "consumer.override.max.poll.interval.ms";

    private final ConfigDef def;
    private final long heapBytes;

    /** @param heapBytes what the heap of this worker may grow to */
    SinkConfigCheck(ConfigDef def, long heapBytes) {
        this.def = def;
        this.heapBytes = heapBytes;
    }

    /** One entry for each key of the connector, right or wrong, and one for each other key that is wrong by itself. */
    List<ConfigValue> check(Map<String, String> props) {
        Map<String, ConfigValue> values = new TreeMap<>(def.validateAll(props));
        hideRefusedWarehouse(values);
        RouteCheck.check(values, props);
        checkMemory(values);
        checkRejectMode(values, props);
        checkClustering(values);
        checkCloseTimeout(values, props.get(MAX_POLL_INTERVAL_MS));
        List<ConfigValue> found = new ArrayList<>(values.values());
        new TreeSet<>(props.keySet()).forEach(key -> faultOf(key, props).ifPresent(fault -> {
            ConfigValue faulty = new ConfigValue(key);
            faulty.addErrorMessage(fault);
            found.add(faulty);
        }));
        OwnTransforms.faults(props).forEach((key, fault) -> {
            ConfigValue faulty = new ConfigValue(key);
            faulty.addErrorMessage(key + ": " + fault);
            found.add(faulty);
        });
        return found;
    }

    /** Because the reason may be a password in it. */
    private static void hideRefusedWarehouse(Map<String, ConfigValue> values) {
        ConfigValue warehouse = values.get(SinkConfigDef.WAREHOUSE);
        if (warehouse != null && !warehouse.errorMessages().isEmpty()) {
            warehouse.value(null);
        }
    }

    private void checkMemory(Map<String, ConfigValue> values) {
        ConfigValue memory = values.get(SinkConfigDef.MEMORY_MAX_BYTES);
        if (memory != null && memory.value() instanceof Long bytes && bytes > heapBytes) {
            memory.addErrorMessage(
                    SinkConfigDef.MEMORY_MAX_BYTES + " is " + bytes + ", more than the whole heap of this " + "worker ("
                            + heapBytes + "): lower it, or start the worker with a larger heap");
        }
    }

    /** Without a topic Connect would only log such records, and without tolerance it fails the task itself. */
    private static void checkRejectMode(Map<String, ConfigValue> values, Map<String, String> props) {
        ConfigValue mode = values.get(RejectConfigDef.MODE);
        if (mode == null
                || !mode.errorMessages().isEmpty()
                || !RejectMode.parse(String.valueOf(mode.value())).toReporter()) {
            return;
        }
        if (props.getOrDefault(DLQ_TOPIC, "").isBlank()) {
            mode.addErrorMessage(RejectConfigDef.MODE + " is " + mode.value() + ", but " + DLQ_TOPIC
                    + " is not set: set it, or choose table");
        }
        if (!"all".equals(props.get(TOLERANCE))) {
            mode.addErrorMessage(
                    RejectConfigDef.MODE + " is " + mode.value() + ", but " + TOLERANCE
                            + " is not all, so that Connect would fail the task at each record it is given: set it, or choose table");
        }
    }

    private static void checkClustering(Map<String, ConfigValue> values) {
        ConfigValue partitions = values.get(TableConfigDef.PARTITION_BY);
        ConfigValue columns = values.get(TableConfigDef.CLUSTER_BY);
        ConfigValue library = values.get(SinkConfigDef.LOG_LIBRARY);
        if (columns != null
                && partitions != null
                && !String.valueOf(columns.value()).isEmpty()
                && !String.valueOf(partitions.value()).isEmpty()) {
            columns.addErrorMessage(TableConfigDef.CLUSTER_BY + " and " + TableConfigDef.PARTITION_BY
                    + " are both set, but a table is either clustered or partitioned: drop one of them");
        }
        if (columns != null
                && library != null
                && !String.valueOf(columns.value()).isEmpty()
                && !"kernel".equals(library.value())) {
            columns.addErrorMessage(TableConfigDef.CLUSTER_BY + " needs " + SinkConfigDef.LOG_LIBRARY
                    + "=kernel: set that, or drop this");
        }
    }

    private static void checkCloseTimeout(Map<String, ConfigValue> values, @Nullable String maxPollIntervalMs) {
        ConfigValue timeout = values.get(SinkConfigDef.CLOSE_TIMEOUT_MS);
        // Only digits: what is no number at all is for Connect to report.
        if (timeout != null
                && timeout.value() instanceof Long timeoutMs
                && maxPollIntervalMs != null
                && maxPollIntervalMs.matches("[0-9]{1,9}")
                && timeoutMs >= Long.parseLong(maxPollIntervalMs)) {
            timeout.addErrorMessage(SinkConfigDef.CLOSE_TIMEOUT_MS + " is " + timeoutMs + ", not less than "
                    + MAX_POLL_INTERVAL_MS + " (" + maxPollIntervalMs + "), so that a rebalance would not wait for it: "
                    + "lower the first or raise the second");
        }
    }

    private Optional<String> faultOf(String key, Map<String, String> props) {
        if (key.equals(HADOOP_PREFIX)) {
            return Optional.of(key + " names no Hadoop setting: write one behind it, as in hadoop.fs.gs.project.id");
        }
        if (key.startsWith(FILE_SYSTEM_PREFIX)) {
            return Optional.of(key + " has no effect here: Hadoop's settings begin with '" + HADOOP_PREFIX + "', write "
                    + HADOOP_PREFIX + key);
        }
        if (key.startsWith(TableProperties.PREFIX)) {
            return TableProperties.faultOf(key, props.getOrDefault(key, ""));
        }
        if (key.startsWith(TopicConfigDef.CLIENT_PREFIX) && !def.names().contains(key)) {
            return props.getOrDefault(TopicConfigDef.BOOTSTRAP_SERVERS, "").isBlank()
                    ? Optional.of(
                            key + " has no effect without " + TopicConfigDef.BOOTSTRAP_SERVERS + ": set that, too")
                    : Optional.empty();
        }
        if (key.startsWith(OWN_PREFIX) && !def.names().contains(key)) {
            return Optional.of(key + " is not a key of this connector: " + adviceFor(key));
        }
        return Optional.empty();
    }

    private String adviceFor(String key) {
        String rest = key.substring(OWN_PREFIX.length());
        if (rest.startsWith(HADOOP_PREFIX)) {
            return "write " + rest;
        }
        return NearestKey.to(key, def.names())
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("docs/config.md lists them all");
    }
}
