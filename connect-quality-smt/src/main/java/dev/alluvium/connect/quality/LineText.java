// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;

/** The text of a value that is to be read. */
final class LineText {
    private LineText() {}

    /** @throws DataException if it is neither text nor bytes in UTF-8 */
    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof byte[] bytes) {
            return of(ByteBuffer.wrap(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            return of(buffer.duplicate());
        }
        throw new DataException("What is to be read is a text or bytes, and this value is a "
                + value.getClass().getName()
                + ": set value.converter to org.apache.kafka.connect.storage.StringConverter");
    }

    /** Strictly: what is no text would not be kept. */
    private static String of(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new DataException("The value is not UTF-8, so that it could not be kept as a text", e);
        }
    }
}
