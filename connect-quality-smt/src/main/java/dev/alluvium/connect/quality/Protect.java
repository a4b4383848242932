// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A single message transform of Kafka Connect that hides values of fields: redacts, masks or truncates them, or shows a keyed hash or
 * a token for them. The record it gets stays as it is. In Debezium's envelope the row is protected as it was and as it became.
 * May be used by several threads.
 *
 * @see <a href="https://kafka.apache.org/43/kafka-connect/user-guide/#transformations">Kafka Connect, transformations</a>
 */
public abstract class Protect<R extends ConnectRecord<R>> extends OwnTransform<R> {
    public static final String OVERVIEW_DOC =
            "Hides values of fields: redacts, masks or truncates them, or shows their "
                    + "HMAC-SHA-256 or a token for them. Use the concrete type for the record's key ("
                    + Key.class.getName()
                    + ") or value (" + Value.class.getName() + ").";

    public static final ConfigDef CONFIG_DEF = ProtectConfigDef.make();

    private static final List<String> ROWS = List.of(Envelope.BEFORE, Envelope.AFTER);

    private record Protection(ProtectedSchemas schemas, Protector protector) {
        static Protection of(ProtectedPaths paths, String placeholder) {
            return new Protection(new ProtectedSchemas(paths), new Protector(paths, placeholder));
        }

        <R extends ConnectRecord<R>> R of(R record, Side side, Object value) {
            Schema schema = side.schema(record);
            Schema target = schema == null ? null : schemas.of(schema);
            return side.with(record, record.topic(), target, protector.of(target, value), record.headers());
        }
    }

    private record Protections(Protection whole, Protection envelope) {}

    private final Side side;
    private volatile @Nullable Protections protections;

    Protect(Side side) {
        this.side = side;
    }

    /** Protects keys. */
    public static final class Key<R extends ConnectRecord<R>> extends Protect<R> {
        public Key() {
            super(Side.KEY);
        }
    }

    /** Protects values. */
    public static final class Value<R extends ConnectRecord<R>> extends Protect<R> {
        public Value() {
            super(Side.VALUE);
        }
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        ProtectConfig config = ProtectConfig.of(configuration);
        protections = new Protections(
                Protection.of(config.paths(), config.placeholder()),
                Protection.of(ProtectedPaths.in(ROWS, config.paths()), config.placeholder()));
    }

    @Override
    public R apply(R record) {
        Protections configured = protections;
        if (configured == null) {
            throw new ConfigException("The transform that protects values is not configured");
        }
        Object value = side.value(record);
        if (value == null) {
            return record;
        }
        boolean isEnvelope = Envelope.is(side.schema(record), value);
        return (isEnvelope ? configured.envelope() : configured.whole()).of(record, side, value);
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }
}
