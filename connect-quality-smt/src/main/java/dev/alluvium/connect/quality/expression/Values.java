// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;

/** Compares values and calculates with them: numbers as decimals, whatever type they come in. */
final class Values {
    /** Doubles have every whole number up to here. */
    private static final long MAX_EXACT = 1L << 53;

    private Values() {}

    /** @throws Undecided if the two are not of a kind */
    @SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
    static int compare(Object first, Object second) {
        if (first instanceof Number one && second instanceof Number other) {
            return compare(one, other);
        } else if (first instanceof String one && second instanceof String other) {
            return one.compareTo(other);
        } else if (first instanceof Boolean one && second instanceof Boolean other) {
            return one.compareTo(other);
        } else if (first instanceof Date one) {
            return Long.compare(one.getTime(), timeMs(second));
        } else if (second instanceof Date other) {
            return Long.compare(timeMs(first), other.getTime());
        }
        throw Undecided.unfit();
    }

    private static int compare(Number one, Number other) {
        if (isLong(one) && isLong(other)) {
            return Long.compare(one.longValue(), other.longValue());
        } else if (isExactDouble(one) && isExactDouble(other)) {
            return Double.compare(one.doubleValue(), other.doubleValue());
        }
        return decimal(one).compareTo(decimal(other));
    }

    private static boolean isLong(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    /** Not of a float, whose double looks otherwise than it does: 0.1f. */
    private static boolean isExactDouble(Number number) {
        return number instanceof Double || (isLong(number) && Math.abs(number.longValue()) <= MAX_EXACT);
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        } else if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        } else if (isLong(number)) {
            return BigDecimal.valueOf(number.longValue());
        } else if (Double.isFinite(number.doubleValue())) {
            return new BigDecimal(number.toString());
        }
        throw Undecided.unfit();
    }

    @SuppressWarnings("JavaUtilDate") // As above.
    private static long timeMs(Object value) {
        if (value instanceof Date date) {
            return date.getTime();
        } else if (value instanceof String text) {
            try {
                return text.indexOf('T') > 0
                        ? Instant.parse(text).toEpochMilli()
                        : LocalDate.parse(text)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toEpochMilli();
            } catch (DateTimeException | ArithmeticException noMoment) {
                throw Undecided.unfit();
            }
        }
        throw Undecided.unfit();
    }

    /** @throws Undecided if they are no numbers, or at a division by zero */
    static Object calculate(char operator, Object first, Object second) {
        if (!(first instanceof Number one) || !(second instanceof Number other)) {
            throw Undecided.unfit();
        }
        if (operator != '/' && operator != '%' && isLong(one) && isLong(other)) {
            try {
                return calculate(operator, one.longValue(), other.longValue());
            } catch (ArithmeticException tooLarge) {
                // As decimals, then.
            }
        }
        return calculate(operator, decimal(one), decimal(other));
    }

    private static Long calculate(char operator, long one, long other) {
        return switch (operator) {
            case '+' -> Math.addExact(one, other);
            case '-' -> Math.subtractExact(one, other);
            default -> Math.multiplyExact(one, other);
        };
    }

    private static BigDecimal calculate(char operator, BigDecimal one, BigDecimal other) {
        boolean divides = operator == '/' || operator == '%';
        if (divides && other.signum() == 0) {
            throw Undecided.unfit();
        }
        return switch (operator) {
            case '+' -> one.add(other);
            case '-' -> one.subtract(other);
            case '*' -> one.multiply(other);
            case '/' -> one.divide(other, MathContext.DECIMAL128);
            default -> one.remainder(other);
        };
    }
}
