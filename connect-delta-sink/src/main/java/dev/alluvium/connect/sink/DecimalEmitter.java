// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Emits a decimal into a DECIMAL column, if every digit of it finds a place there. */
final class DecimalEmitter implements ValueEmitter {
    private final ColumnType.Decimal type;
    private final String misfit;

    DecimalEmitter(ColumnType.Decimal type, String path) {
        this.type = type;
        this.misfit = "Field '" + path + "' has more digits than decimal(" + type.precision() + "," + type.scale()
                + ") holds. Let the source tell their number (" + DecimalType.PRECISION_PARAMETER
                + "), or send it as text (decimal.handling.mode=string)";
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        BigDecimal fitted = fitted((BigDecimal) value);
        if (fitted == null) {
            throw new UnfitValueException(misfit);
        }
        out.decimalValue(fitted, type);
    }

    @Override
    public boolean mayMisfit() {
        return true;
    }

    @Override
    public @Nullable String misfit(Object value) {
        return fitted((BigDecimal) value) == null ? misfit : null;
    }

    private @Nullable BigDecimal fitted(BigDecimal value) {
        BigDecimal scaled = value.scale() == type.scale() ? value : scaled(value);
        return scaled == null || scaled.precision() > type.precision() ? null : scaled;
    }

    private @Nullable BigDecimal scaled(BigDecimal value) {
        // Before the zeros are written out: there may be millions of them.
        if ((long) value.precision() - value.scale() > type.precision() && value.signum() != 0) {
            return null;
        }
        try {
            return value.setScale(type.scale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            // Some of the digits behind the point have no place.
            return null;
        }
    }
}
