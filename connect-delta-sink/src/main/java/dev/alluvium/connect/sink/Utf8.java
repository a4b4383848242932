// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Encodes texts, and notices what cannot be encoded: a Java string may hold half of a surrogate pair, for which UTF-8 has no
 * form, and Java would write a question mark instead.
 */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long QUESTION_MARKS = 0x3f3f3f3f3f3f3f3fL;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The text in UTF-8, or null if it has no form there. */
    static byte @Nullable [] encoded(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // To look through bytes, eight at once, costs a tenth of looking through chars.
        return hasQuestionMark(utf8) && !isWhole(text) ? null : utf8;
    }

    /** The text in UTF-8, with half a pair in the three bytes that UTF-8 would have for its code: for columns of bytes. */
    static byte[] encodedLoosely(String text) {
        byte[] utf8 = encoded(text);
        if (utf8 != null) {
            return utf8;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                bytes.write(0xe0 | (c >> 12));
                bytes.write(0x80 | ((c >> 6) & 0x3f));
                bytes.write(0x80 | (c & 0x3f));
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean hasQuestionMark(byte[] bytes) {
        int lastLong = bytes.length - Long.BYTES;
        if (lastLong < 0) {
            for (byte each : bytes) {
                if (each == '?') {
                    return true;
                }
            }
            return false;
        }
        for (int i = 0; i < lastLong; i += Long.BYTES) {
            if (holdsQuestionMark((long) LONGS.get(bytes, i))) {
                return true;
            }
        }
        return holdsQuestionMark((long) LONGS.get(bytes, lastLong));
    }

    /** One of the eight bytes is zero once the question marks are taken away. */
    private static boolean holdsQuestionMark(long eight) {
        long rest = eight ^ QUESTION_MARKS;
        return ((rest - LOW_BITS) & ~rest & HIGH_BITS) != 0;
    }
}
