// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** The table of all schema names that mean something to us. A value of any other name keeps its physical type. */
final class LogicalTypes {
    private static final Map<String, LogicalType> BY_NAME = Map.of(
            Decimal.LOGICAL_NAME, new DecimalType(),
            Date.LOGICAL_NAME, new Simple(Schema.Type.INT32, ColumnType.Primitive.DATE, DateEmitters::days),
            Time.LOGICAL_NAME, new Simple(Schema.Type.INT32, ColumnType.Primitive.INTEGER, DateEmitters::millisOfDay),
            Timestamp.LOGICAL_NAME,
                    new Simple(Schema.Type.INT64, ColumnType.Primitive.TIMESTAMP, DateEmitters::micros));

    private LogicalTypes() {}

    static Optional<LogicalType> of(Schema schema) {
        if (schema.name() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(BY_NAME.get(schema.name())).filter(type -> type.physical() == schema.type());
    }

    /** @param compile makes the emitter of a field at a path */
    private record Simple(Schema.Type physical, ColumnType type, Function<String, ValueEmitter> compile)
            implements LogicalType {

        @Override
        public ColumnType column(Schema schema, String path) {
            return type;
        }

        @Override
        public ValueEmitter emitter(ColumnType target, String path) {
            return compile.apply(path);
        }
    }
}
