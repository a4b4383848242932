// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers between bounds, each of which may be left out. NaN is between none. */
public final class Range implements ValueCheck {
    /** @param isIncluded whether the bound itself is in */
    public record Bound(BigDecimal value, boolean isIncluded) {}

    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private final @Nullable Bound min;
    private final @Nullable Bound max;
    /** What of the range a {@code long} can be; nothing if the first is above the second. */
    private final long minLong;

    private final long maxLong;
    /** What is above the one and below the other is in for certain; the rest has to be looked at digit by digit. */
    private final double surelyAbove;

    private final double surelyBelow;

    public Range(Optional<Bound> min, Optional<Bound> max) {
        this.min = min.orElse(null);
        this.max = max.orElse(null);
        BigDecimal lowest = min.map(bound -> whole(bound, RoundingMode.CEILING)).orElse(LONG_MIN);
        BigDecimal highest = max.map(bound -> whole(bound, RoundingMode.FLOOR)).orElse(LONG_MAX);
        boolean isEmpty = lowest.compareTo(LONG_MAX) > 0 || highest.compareTo(LONG_MIN) < 0;
        this.minLong = isEmpty ? Long.MAX_VALUE : lowest.max(LONG_MIN).longValueExact();
        this.maxLong = isEmpty ? Long.MIN_VALUE : highest.min(LONG_MAX).longValueExact();
        // A float is held as the double nearest to it, which may lie on the other side of the bound as written.
        this.surelyAbove = min.map(bound -> Math.nextUp(bound.value().floatValue()))
                .map(Float::doubleValue)
                .orElse(Double.NEGATIVE_INFINITY);
        this.surelyBelow = max.map(bound -> Math.nextDown(bound.value().floatValue()))
                .map(Float::doubleValue)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The first whole number inside of a bound. */
    private static BigDecimal whole(Bound bound, RoundingMode inwards) {
        BigDecimal rounded = bound.value().setScale(0, inwards);
        if (bound.isIncluded() || rounded.compareTo(bound.value()) != 0) {
            return rounded;
        }
        return inwards == RoundingMode.CEILING ? rounded.add(BigDecimal.ONE) : rounded.subtract(BigDecimal.ONE);
    }

    @Override
    public boolean holdsFor(Object value) {
        if (ValueType.isWhole(value)) {
            long number = ((Number) value).longValue();
            return number >= minLong && number <= maxLong;
        }
        if (value instanceof BigDecimal decimal) {
            return isIn(decimal);
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (number > surelyAbove && number < surelyBelow) {
                return true;
            }
            return Double.isInfinite(number) ? isOpen(number > 0) : !Double.isNaN(number) && isIn(exact(value));
        }
        return value instanceof BigInteger integer && isIn(new BigDecimal(integer));
    }

    /** As people write it: a {@code float} of 0.1 is 0.1. */
    private static BigDecimal exact(Object floating) {
        return new BigDecimal(floating.toString());
    }

    private boolean isOpen(boolean above) {
        return (above ? max : min) == null;
    }

    private boolean isIn(BigDecimal number) {
        return (min == null || isInside(number.compareTo(min.value()), min))
                && (max == null || isInside(max.value().compareTo(number), max));
    }

    private static boolean isInside(int comparison, Bound bound) {
        return comparison > 0 || (comparison == 0 && bound.isIncluded());
    }
}
