// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;

/**
 * How long a value is: a text in characters (Unicode code points), bytes in bytes, arrays and maps in entries.
 *
 * @param min at least
 * @param max at most
 */
public record Length(int min, int max) implements ValueCheck {
    public Length {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException("a length from " + min + " to " + max + " has no value");
        }
    }

    @Override
    public boolean holdsFor(Object value) {
        int length = of(value);
        return length >= min && length <= max;
    }

    private static int of(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        } else if (value instanceof byte[] bytes) {
            return bytes.length;
        } else if (value instanceof ByteBuffer bytes) {
            return bytes.remaining();
        } else if (value instanceof Collection<?> elements) {
            return elements.size();
        } else if (value instanceof Map<?, ?> entries) {
            return entries.size();
        }
        return -1;
    }
}
