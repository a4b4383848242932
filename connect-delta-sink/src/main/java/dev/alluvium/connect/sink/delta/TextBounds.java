// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of texts, short enough for the Delta log.
 *
 * <p>The order is that of code points, which is the order of UTF-8 bytes in Parquet and Spark, not that of Java's chars.
 */
final class TextBounds {
    private static final int MAX_CHARS = 32;

    private TextBounds() {}

    /** The beginning of {@code text}: nothing with that beginning comes before it. */
    static String below(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, wholeCharacters(text));
    }

    /** A short text that comes after {@code text} and all that begin like it, or null if there is none. */
    static @Nullable String above(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        int end = wholeCharacters(text);
        while (end > 0) {
            int last = text.codePointBefore(end);
            int begin = end - Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return text.substring(0, begin) + Character.toString(next);
            }
            end = begin;
        }
        return null;
    }

    private static int wholeCharacters(String text) {
        return Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    }
}
