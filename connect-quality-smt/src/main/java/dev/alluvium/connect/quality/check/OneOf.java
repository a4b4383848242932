// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;

/** Texts and whole numbers that are of a set. The set is of texts, as configurations are; {@code 7} in it is also the number. */
public final class OneOf implements ValueCheck {
    private final Set<String> texts;
    private final long[] numbers;

    public OneOf(Collection<String> allowed) {
        this.texts = Set.copyOf(allowed);
        this.numbers = texts.stream()
                .filter(OneOf::isWhole)
                .mapToLong(Long::parseLong)
                .sorted()
                .toArray();
    }

    private static boolean isWhole(String text) {
        try {
            return new BigDecimal(text).longValueExact() == Long.parseLong(text);
        } catch (NumberFormatException | ArithmeticException e) {
            return false;
        }
    }

    @Override
    public boolean holdsFor(Object value) {
        if (value instanceof String text) {
            return texts.contains(text);
        } else if (ValueType.isWhole(value)) {
            return Arrays.binarySearch(numbers, ((Number) value).longValue()) >= 0;
        }
        return value instanceof Boolean flag && texts.contains(flag ? "true" : "false");
    }
}
