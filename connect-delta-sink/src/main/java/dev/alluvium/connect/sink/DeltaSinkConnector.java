// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.BundleVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every record of its topics into Delta Lake tables, exactly once.
 *
 * <p>It needs no coordinator: each task commits its own files, and what the tables themselves remember of each
 * topic-partition (Delta's {@code txn}) decides what is new to them. Kafka's group offsets only say where to read on.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#transaction-identifiers">Delta protocol,
 *     Transaction Identifiers</a>
 */
public final class DeltaSinkConnector extends SinkConnector {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaSinkConnector.class);

    private final Wiring wiring;
    private Map<String, String> props = Map.of();

    /** Connect makes connectors by this constructor. */
    public DeltaSinkConnector() {
        this(new SinkWiring());
    }

    DeltaSinkConnector(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public String version() {
        return BundleVersion.version();
    }

    @Override
    public ConfigDef config() {
        return DeltaSinkConfig.DEF;
    }

    /** Reports every fault of every key at once. Touches no network, unless {@code delta.validate.probe} asks for it. */
    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        return new Config(new ProbeCheck(SinkWiring::probe, ProbeCheck.TIMEOUT_MS)
                .check(connectorConfigs, DeltaSinkConfig.check(connectorConfigs)));
    }

    /** @throws org.apache.kafka.common.config.ConfigException naming every fault */
    @Override
    public void start(Map<String, String> props) {
        DeltaSinkConfig config = DeltaSinkConfig.parse(props);
        this.props = new HashMap<>(props);
        LOG.info(
                "{} {} writes below {} with {}",
                config.connectorName(),
                version(),
                config.warehouse(),
                config.logLibrary());
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DeltaSinkTask.class;
    }

    /** Gives every task the same settings: which partitions it reads is decided by the consumer group. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>(maxTasks);
        for (int task = 0; task < maxTasks; task++) {
            // Keys and values stay as they came: only so can Connect put references to secrets back in their place.
            Map<String, String> config = new HashMap<>(props);
            config.put(DeltaSinkConfig.TASK_ID, Integer.toString(task));
            configs.add(config);
        }
        return configs;
    }

    @Override
    public void stop() {
        props = Map.of();
    }

    /**
     * Lets an operator move the group's offsets while the connector is stopped.
     *
     * <p>The tables are not touched, and they have the last word. Moving forward passes over records for good. Moving back, or
     * resetting (a null offset), is refused where the tables hold what would be read again: they would skip it, and what was
     * deleted from a table would not come back. It is taken where a table would be filled by it: one that has no {@code txn}
     * of a partition yet (a new one, a new {@code delta.txn.app.id}).
     *
     * @return false, by which Connect tells the operator that the state outside of Kafka was left alone
     * @throws org.apache.kafka.connect.errors.ConnectException naming every move that is refused, and what to do instead
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        DeltaSinkConfig config = DeltaSinkConfig.parse(connectorConfig);
        Optional<KafkaLogs> kafka = wiring.kafka(config);
        TopicLives lives = new TopicLives(
                wiring.register(config), config.settings().txn().prefix(), kafka, config.recreatedPolicy());
        new OffsetMoves(kafka, lives, HeldOffsets.of(wiring, config)).check(offsets);
        LOG.warn(
                "Offsets of {} are moved in Kafka for {}; its tables skip whatever they already hold of them",
                config.connectorName(),
                offsets.keySet());
        return false;
    }
}
