// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/**
 * A single message transform of Kafka Connect that holds each record against rules, and does about a record that they do not hold
 * for what each rule says. It changes no record but by making another one, does no I/O while records pass, and may be used by
 * several threads. Needs Kafka Connect 4.1 or newer.
 *
 * <p>Records are let through at the speed of the checks: for one that all rules hold for, nothing is made anew.
 *
 * @see <a href="https://kafka.apache.org/43/kafka-connect/user-guide/#transformations">Kafka Connect, transformations</a>
 */
public abstract class QualityGate<R extends ConnectRecord<R>> extends OwnTransform<R> implements Monitorable {
    public static final String OVERVIEW_DOC =
            "Checks records by rules and keeps bad ones apart with the reason: per rule it "
                    + "fails, rejects, routes, drops, replaces the value, or tags. Use the concrete type for the record's key ("
                    + Key.class.getName() + ") or value (" + Value.class.getName() + ").";

    public static final ConfigDef CONFIG_DEF = GateConfigDef.make();

    private final Side side;
    private volatile @Nullable Gate gate;
    private volatile @Nullable GateTally tally;

    QualityGate(Side side) {
        this.side = side;
    }

    /** Checks keys. */
    public static final class Key<R extends ConnectRecord<R>> extends QualityGate<R> {
        public Key() {
            super(Side.KEY);
        }
    }

    /** Checks values. */
    public static final class Value<R extends ConnectRecord<R>> extends QualityGate<R> {
        public Value() {
            super(Side.VALUE);
        }
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        gate = new Gate(GateConfig.of(configuration));
    }

    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        GateCounters counters = gate().counters();
        counters.show(metrics);
        // Whose transform it is, Connect tells by the tags of its metrics, and in no other way.
        Map<String, String> tags = metrics.metricName("records-checked-total", "", new LinkedHashMap<>())
                .tags();
        GateTally started = gate().tally(tags);
        tally = started;
        GateResults.ofThisWorker().add(started);
    }

    @Override
    public @Nullable R apply(R record) {
        return gate().pass(record, side);
    }

    private Gate gate() {
        Gate set = gate;
        if (set == null) {
            throw new ConfigException("The quality gate is not configured");
        }
        return set;
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void close() {
        GateTally started = tally;
        if (started != null) {
            started.close();
        }
    }
}
