// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/**
 * Connect's {@link Decimal}: a DECIMAL where one is sure to hold its digits, else a STRING of them all. Its schema knows the
 * scale; the precision only where the source says so beside it.
 */
final class DecimalType implements LogicalType {
    /** The parameter by which Debezium and others tell the precision. */
    static final String PRECISION_PARAMETER = "connect.decimal.precision";

    private static final int MAX_PRECISION = ColumnType.Decimal.MAX_PRECISION;

    /** Leaves 20 digits before the point, which is what money and unsigned integers of 64 bits can need. */
    private static final int MAX_SCALE_OF_UNKNOWN_PRECISION = 18;

    @Override
    public boolean matches(Schema schema) {
        return schema.type() == Schema.Type.BYTES;
    }

    @Override
    public ColumnType column(Schema schema) {
        OptionalInt stated = parameter(schema, Decimal.SCALE_FIELD);
        if (stated.isEmpty()) {
            return ColumnType.Primitive.STRING;
        }
        int scale = stated.getAsInt();
        OptionalInt precision = parameter(schema, PRECISION_PARAMETER);
        if (precision.isEmpty() || precision.getAsInt() < 1) {
            return scale > MAX_SCALE_OF_UNKNOWN_PRECISION
                    ? ColumnType.Primitive.STRING
                    : new ColumnType.Decimal(MAX_PRECISION, Math.max(scale, 0));
        }
        // Databases know scales below 0 (the last digits are zeros) and above the precision (so are the first ones);
        // Delta knows neither.
        long digits = scale < 0 ? (long) precision.getAsInt() - scale : Math.max(precision.getAsInt(), scale);
        return digits > MAX_PRECISION
                ? ColumnType.Primitive.STRING
                : new ColumnType.Decimal((int) digits, Math.max(scale, 0));
    }

    @Override
    public ValueEmitter emitter(ColumnType target, String path) {
        if (target instanceof ColumnType.Decimal decimal) {
            return new DecimalEmitter(decimal, path);
        }
        return (value, out) -> out.textValue(DecimalText.of((BigDecimal) value));
    }

    private static OptionalInt parameter(Schema schema, String name) {
        Map<String, String> parameters = schema.parameters();
        String text = parameters == null ? null : parameters.get(name);
        if (text == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
