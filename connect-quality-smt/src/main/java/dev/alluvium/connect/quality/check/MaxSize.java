// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.nio.ByteBuffer;

/**
 * How large texts and bytes may be.
 *
 * @param maxBytes at most; of a text, its bytes in UTF-8
 */
public record MaxSize(long maxBytes) implements ValueCheck {
    @Override
    public boolean holdsFor(Object value) {
        if (value instanceof String text) {
            return utf8Bytes(text) <= maxBytes;
        } else if (value instanceof byte[] bytes) {
            return bytes.length <= maxBytes;
        }
        return value instanceof ByteBuffer bytes && bytes.remaining() <= maxBytes;
    }

    private static long utf8Bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a pair is two of the four bytes that the pair is.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
