// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.Routes;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.TableDesign;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import dev.alluvium.connect.sink.core.TxnIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** The only reader of raw properties: turns them into typed settings, or tells all of their faults at once. */
final class DeltaSinkConfig {
    static final ConfigDef DEF = SinkConfigDef.create();

    /** Set by the connector for each of its tasks; nobody configures it. */
    static final String TASK_ID = "alluvium.task.id";

    /** The note in each commit that holds the {@link SettingsFingerprint}. */
    static final String SETTINGS_NOTE = "alluvium.settings";

    /** Half of the 7 days that Delta keeps removed files by default: older files may be taken for orphans (rule 4). */
    private static final long MAX_FILE_AGE_MS = Duration.ofHours(84).toMillis();

    private static final long MAX_CLOCK_SKEW_MS = Duration.ofMinutes(5).toMillis();

    private static final String CONNECTOR_NAME = "name";
    private static final String TRANSFORMS = "transforms";
    private static final String GROUP_ID = "consumer.override.group.id";

    private final Map<String, String> props;
    private final Map<String, Object> values;

    private DeltaSinkConfig(Map<String, String> props) {
        this.props = props;
        this.values = DEF.parse(props);
    }

    /** @throws ConfigException naming every fault */
    static DeltaSinkConfig parse(Map<String, String> props) {
        List<ConfigValue> checked = check(props);
        String faults = checked.stream()
                .flatMap(value -> value.errorMessages().stream())
                .collect(Collectors.joining("; "));
        if (!faults.isEmpty()) {
            throw new ConfigException("The configuration of the Delta sink is not usable: " + faults);
        }
        return new DeltaSinkConfig(given(props));
    }

    /** Every key with its faults, for {@code PUT /connector-plugins/DeltaSinkConnector/config/validate}. */
    static List<ConfigValue> check(Map<String, String> props) {
        return new SinkConfigCheck(DEF, Runtime.getRuntime().maxMemory()).check(given(props));
    }

    /** JSON lets a key be null; for us it is then left out. */
    private static Map<String, String> given(Map<String, String> props) {
        Map<String, String> given = new TreeMap<>(props);
        given.values().removeIf(Objects::isNull);
        return given;
    }

    String connectorName() {
        return Objects.requireNonNullElse(props.get(CONNECTOR_NAME), "");
    }

    /** The number of the task, from 0; 0 for the connector itself. */
    int taskId() {
        return Integer.parseInt(props.getOrDefault(TASK_ID, "0"));
    }

    /** The directory of all tables, with its scheme and without a slash at its end. */
    String warehouse() {
        return WarehouseUri.parse(text(SinkConfigDef.WAREHOUSE)).value();
    }

    Routes routes() {
        String regex = text(RouteConfigDef.TOPIC_REGEX);
        return new Routes(
                TableNameTemplate.parse(text(SinkConfigDef.TABLE_NAME_TEMPLATE)),
                regex.isEmpty() ? Optional.empty() : Optional.of(Routes.parseRegex(regex)),
                Routes.parseMap(text(RouteConfigDef.MAP)));
    }

    TableLayout layout() {
        return TableLayout.parse(text(TableConfigDef.LAYOUT));
    }

    TableDesign tableDesign() {
        String comment = text(TableConfigDef.COMMENT);
        return new TableDesign(
                TableProperties.of(props),
                comment.isEmpty() ? Optional.empty() : Optional.of(comment),
                TableConfigDef.columns(text(TableConfigDef.CLUSTER_BY)));
    }

    /** 0 for never. */
    long qualityIntervalMs() {
        return number(QualityConfigDef.INTERVAL_MS);
    }

    TableName qualityTable() {
        return new TableName(text(QualityConfigDef.TABLE));
    }

    RecreatedPolicy recreatedPolicy() {
        return RecreatedPolicy.parse(text(TopicConfigDef.RECREATED));
    }

    /** Empty if no cluster is named to be asked. */
    Optional<KafkaLogs> kafkaLogs() {
        if (text(TopicConfigDef.BOOTSTRAP_SERVERS).isBlank()) {
            return Optional.empty();
        }
        Map<String, Object> client = new TreeMap<>();
        props.forEach((key, value) -> {
            if (key.startsWith(TopicConfigDef.CLIENT_PREFIX)) {
                client.put(key.substring(TopicConfigDef.CLIENT_PREFIX.length()), value);
            }
        });
        return Optional.of(kafkaLogs(client));
    }

    /** By a client with these settings. */
    KafkaLogs kafkaLogs(Map<String, Object> client) {
        return new AdminKafkaLogs(client, props.getOrDefault(GROUP_ID, "connect-" + connectorName()));
    }

    /** Of the settings that decide where records go. */
    String fingerprint() {
        return SettingsFingerprint.of(props);
    }

    boolean acceptsRoutingChange() {
        return "accept".equals(text(RouteConfigDef.CHANGE));
    }

    boolean hasTransforms() {
        return !props.getOrDefault(TRANSFORMS, "").isBlank();
    }

    Partitioning partitioning() {
        return Partitioning.parse(text(TableConfigDef.PARTITION_BY), System::currentTimeMillis);
    }

    boolean goesOnRestored() {
        return RestoreConfigDef.CONTINUE.equals(text(RestoreConfigDef.RESTORED));
    }

    RejectMode rejectMode() {
        return RejectMode.parse(text(RejectConfigDef.MODE));
    }

    /** The table of rejected records that have no other. */
    TableName rejectTable() {
        return new TableName(text(RejectConfigDef.TABLE));
    }

    LogLibrary logLibrary() {
        return LogLibrary.valueOf(text(SinkConfigDef.LOG_LIBRARY).toUpperCase(Locale.ROOT));
    }

    Placeholder unavailableValuePlaceholder() {
        return Placeholder.of(text(SinkConfigDef.UNAVAILABLE_VALUE_PLACEHOLDER));
    }

    /** Whether validation is to try the warehouse. */
    boolean probe() {
        return (boolean) value(ProbeConfigDef.PROBE);
    }

    int checkpointIntervalCommits() {
        return (int) value(SinkConfigDef.CHECKPOINT_INTERVAL_COMMITS);
    }

    EvolutionMode evolution() {
        return EvolutionMode.valueOf(text(SinkConfigDef.SCHEMA_EVOLUTION).toUpperCase(Locale.ROOT));
    }

    /** Entries of the Hadoop configuration, without their prefix. They may hold secrets: log keys at most. */
    Map<String, String> hadoop() {
        Map<String, String> hadoop = new TreeMap<>();
        props.forEach((key, value) -> {
            if (key.startsWith(SinkConfigCheck.HADOOP_PREFIX)) {
                hadoop.put(key.substring(SinkConfigCheck.HADOOP_PREFIX.length()), value);
            }
        });
        return hadoop;
    }

    SinkSettings settings() {
        return new SinkSettings(
                new TxnIdentity(txnAppId()),
                new FlushPolicy(
                        number(SinkConfigDef.COMMIT_INTERVAL_MS),
                        number(SinkConfigDef.COMMIT_MAX_RECORDS),
                        number(SinkConfigDef.COMMIT_MAX_BYTES)),
                number(SinkConfigDef.MEMORY_MAX_BYTES),
                number(SinkConfigDef.CLOSE_TIMEOUT_MS),
                number(SinkConfigDef.RETRY_TIMEOUT_MS),
                MAX_FILE_AGE_MS,
                kafkaLogs().isPresent() ? Long.MAX_VALUE : MAX_CLOCK_SKEW_MS,
                routes().fanOut(),
                Map.of(SETTINGS_NOTE, fingerprint()));
    }

    private String txnAppId() {
        return values.get(SinkConfigDef.TXN_APP_ID) instanceof String given ? given : connectorName();
    }

    private String text(String key) {
        return (String) value(key);
    }

    private long number(String key) {
        return (long) value(key);
    }

    private Object value(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
