// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The table of all schema names that change the column. A value of any other name goes to the column of its physical type,
 * as it is delivered: so do texts such as {@code ZonedTimestamp} and {@code Json}, and counts such as {@code MicroTime}.
 */
final class LogicalTypes {
    static final String DEBEZIUM_DATE = "io.debezium.time.Date";
    static final String DEBEZIUM_TIMESTAMP = "io.debezium.time.Timestamp";
    static final String DEBEZIUM_MICRO_TIMESTAMP = "io.debezium.time.MicroTimestamp";

    private static final Map<String, LogicalType> BY_NAME = Map.of(
            Decimal.LOGICAL_NAME,
            new DecimalType(),
            VariableScaleDecimalType.NAME,
            new VariableScaleDecimalType(),
            Date.LOGICAL_NAME,
            new Simple(Schema.Type.INT32, Primitive.DATE, DateEmitters::days),
            Time.LOGICAL_NAME,
            new Simple(Schema.Type.INT32, Primitive.INTEGER, DateEmitters::millisOfDay),
            Timestamp.LOGICAL_NAME,
            new Simple(Schema.Type.INT64, Primitive.TIMESTAMP, DateEmitters::instant),
            DEBEZIUM_DATE,
            new Simple(Schema.Type.INT32, Primitive.DATE, EpochEmitter::days),
            DEBEZIUM_TIMESTAMP,
            new Simple(Schema.Type.INT64, Primitive.TIMESTAMP, EpochEmitter::millis),
            DEBEZIUM_MICRO_TIMESTAMP,
            new Simple(Schema.Type.INT64, Primitive.TIMESTAMP, EpochEmitter::micros));

    private LogicalTypes() {}

    static Optional<LogicalType> of(Schema schema) {
        if (schema.name() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(BY_NAME.get(schema.name())).filter(type -> type.matches(schema));
    }

    static boolean isMicroTimestamp(Schema schema) {
        return schema.type() == Schema.Type.INT64 && DEBEZIUM_MICRO_TIMESTAMP.equals(schema.name());
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** @param compile makes the emitter of a field at a path */
    private record Simple(Schema.Type physical, ColumnType type, Function<String, ValueEmitter> compile)
            implements LogicalType {

        @Override
        public boolean matches(Schema schema) {
            return schema.type() == physical;
        }

        @Override
        public ColumnType column(Schema schema) {
            return type;
        }

        @Override
        public ValueEmitter emitter(ColumnType target, String path) {
            return compile.apply(path);
        }
    }
}
