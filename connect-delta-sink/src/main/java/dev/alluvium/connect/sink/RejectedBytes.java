// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The bytes that a rejected key, value or header is kept as, and how they are to be read. */
final class RejectedBytes {
    /** As they were. */
    static final String BYTES = "bytes";

    /** UTF-8. */
    static final String TEXT = "text";

    /** UTF-8, see {@link RejectedText}. */
    static final String JSON = "json";

    private final byte[] bytes;
    private final String format;

    private RejectedBytes(byte[] bytes, String format) {
        this.bytes = bytes;
        this.format = format;
    }

    byte[] bytes() {
        return bytes;
    }

    String format() {
        return format;
    }

    static RejectedBytes of(@Nullable Schema schema, Object value) {
        if (value instanceof byte[] bytes) {
            return new RejectedBytes(bytes, BYTES);
        }
        if (value instanceof ByteBuffer bytes) {
            return new RejectedBytes(copy(bytes), BYTES);
        }
        if (value instanceof String text) {
            byte[] utf8 = utf8(text);
            if (utf8 != null) {
                return new RejectedBytes(utf8, TEXT);
            }
        }
        return new RejectedBytes(RejectedText.of(schema, value), JSON);
    }

    static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    /** Null if it holds half a surrogate pair: UTF-8 has no form for that, JSON has. */
    private static byte @Nullable [] utf8(String text) {
        try {
            return copy(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)));
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
