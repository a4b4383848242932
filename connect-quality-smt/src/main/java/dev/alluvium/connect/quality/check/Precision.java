// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.math.BigDecimal;

/**
 * Numbers that fit a {@code DECIMAL(precision, scale)}. Zeros at the end count as digits, as they do in a decimal of that type.
 *
 * @param precision how many digits at most, behind the point included
 * @param scale how many of them behind the point, at most
 */
public record Precision(int precision, int scale) implements ValueCheck {
    public Precision {
        if (scale < 0 || precision < 1 || precision < scale) {
            throw new IllegalArgumentException("there is no decimal of precision " + precision + " and scale " + scale);
        }
    }

    @Override
    public boolean holdsFor(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.signum() == 0
                    ? decimal.scale() <= scale
                    : decimal.scale() <= scale && decimal.precision() - decimal.scale() <= precision - scale;
        }
        return ValueType.isWhole(value) && digits(((Number) value).longValue()) <= precision - scale;
    }

    private static int digits(long number) {
        int digits = 0;
        for (long rest = number; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
