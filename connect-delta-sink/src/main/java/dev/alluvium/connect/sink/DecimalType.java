// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Connect's {@link Decimal}. Its schema knows the scale; the precision only where the source says so beside it. */
final class DecimalType implements LogicalType {
    /** The parameter by which Debezium and others tell the precision. */
    private static final String PRECISION_PARAMETER = "connect.decimal.precision";

    private static final int MAX_PRECISION = ColumnType.Decimal.MAX_PRECISION;

    @Override
    public Schema.Type physical() {
        return Schema.Type.BYTES;
    }

    @Override
    public ColumnType column(Schema schema, String path) {
        int scale = parameter(schema, Decimal.SCALE_FIELD, Integer.MAX_VALUE);
        if (scale > MAX_PRECISION) {
            throw new DataException("Field '" + path + "' is a decimal without a scale, or with more than "
                    + MAX_PRECISION + " digits behind the point. Send it as text (decimal.handling.mode=string), "
                    + "or drop it by a transform (ReplaceField)");
        }
        int precision = parameter(schema, PRECISION_PARAMETER, MAX_PRECISION);
        if (precision < 1 || precision > MAX_PRECISION) {
            precision = MAX_PRECISION;
        }
        // Databases know scales below 0 (the last digits are zeros) and above the precision (so are the first ones);
        // Delta knows neither.
        if (scale < 0) {
            return new ColumnType.Decimal((int) Math.min(MAX_PRECISION, (long) precision - scale), 0);
        }
        return new ColumnType.Decimal(Math.max(precision, scale), scale);
    }

    @Override
    public ValueEmitter emitter(ColumnType target, String path) {
        ColumnType.Decimal type = (ColumnType.Decimal) target;
        return (value, out) -> emit((BigDecimal) value, out, type, path);
    }

    private static void emit(BigDecimal value, ValueConsumer out, ColumnType.Decimal type, String path) {
        BigDecimal scaled = value.scale() == type.scale() ? value : scaled(value, type, path);
        if (scaled.precision() > type.precision()) {
            throw unfit(type, path, null);
        }
        out.decimalValue(scaled, type);
    }

    private static BigDecimal scaled(BigDecimal value, ColumnType.Decimal type, String path) {
        // Before the zeros are written out: there may be millions of them.
        if ((long) value.precision() - value.scale() > MAX_PRECISION && value.signum() != 0) {
            throw unfit(type, path, null);
        }
        try {
            return value.setScale(type.scale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw unfit(type, path, e);
        }
    }

    private static UnfitValueException unfit(
            ColumnType.Decimal type, String path, @Nullable ArithmeticException cause) {
        UnfitValueException unfit = new UnfitValueException("Field '" + path + "' has more digits than decimal("
                + type.precision() + "," + type.scale()
                + ") holds. Send it as text (decimal.handling.mode=string), or round it at the source");
        if (cause != null) {
            unfit.initCause(cause);
        }
        return unfit;
    }

    private static int parameter(Schema schema, String name, int otherwise) {
        Map<String, String> parameters = schema.parameters();
        String text = parameters == null ? null : parameters.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
