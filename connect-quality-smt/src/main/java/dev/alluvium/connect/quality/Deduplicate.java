// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A single message transform of Kafka Connect, in front of sinks, that drops what was delivered again: what says the same about the
 * same, at a later offset, within the last records. At best: a task begins with nothing to remember, and what is longer ago is
 * forgotten. Nothing is dropped that a task merely reads again, after a rebalance or a rewind: it has the same offset. May be used by
 * several threads.
 */
public abstract class Deduplicate<R extends ConnectRecord<R>> extends OwnTransform<R> implements Monitorable {
    public static final String OVERVIEW_DOC =
            "Drops records that were delivered again within the last ones, at best. In front of " + "sinks, as "
                    + Value.class.getName() + ".";

    public static final ConfigDef CONFIG_DEF = DeduplicateConfigDef.make();

    private final LongAdder dropped = new LongAdder();
    private volatile @Nullable State state;

    private record State(RecordIdentity identity, SeenRecords seen) {}

    Deduplicate() {}

    /** Tells records by their values, and the keys of change events. */
    public static final class Value<R extends ConnectRecord<R>> extends Deduplicate<R> {}

    @Override
    public void configure(Map<String, ?> configuration) {
        DeduplicateConfigDef.Read read = DeduplicateConfigDef.read(configuration);
        state = new State(new RecordIdentity(read.identity()), new SeenRecords(read.windowRecords()));
    }

    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        Measurable value = (config, now) -> dropped.sum();
        metrics.addMetric(
                metrics.metricName("records-dropped-total", "Records that were delivered again", new LinkedHashMap<>()),
                value);
    }

    @Override
    public @Nullable R apply(R record) {
        State configured = state;
        if (configured == null) {
            throw new ConfigException("The transform that drops repeated records is not configured");
        }
        if (!(record instanceof SinkRecord consumed)) {
            // A source connector that sends a record again, because Kafka did not take it, would lose it here.
            throw new QualityStop("Deduplicate works in front of sinks only: take it out of this source connector");
        }
        byte[] identity = configured.identity().of(record);
        if (identity == null || !configured.seen().isRepeated(identity, consumed)) {
            return record;
        }
        dropped.increment();
        return null;
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }
}
