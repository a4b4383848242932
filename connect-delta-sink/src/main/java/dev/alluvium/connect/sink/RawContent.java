// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ValueConsumer;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A key or a value as the raw layout keeps it, of one record after the other. What has to become JSON does so when it is set. */
final class RawContent {
    private static final byte[] NONE = {};

    private final JsonText json;
    private @Nullable Format format;
    private byte @Nullable [] bytes;
    private ByteBuffer buffer = ByteBuffer.wrap(NONE);
    private byte[] utf8 = NONE;

    enum Format {
        /** As they were. */
        BYTES("bytes"),
        /** As it was. */
        TEXT("text"),
        /** What was neither bytes nor text that UTF-8 can hold, see {@link JsonText}. */
        JSON("json");

        private final String text;

        Format(String text) {
            this.text = text;
        }
    }

    /** @param path of its column, for messages */
    RawContent(String path) {
        this.json = new JsonText(path);
    }

    /** @throws dev.alluvium.connect.sink.core.UnfitValueException if it has no form in JSON */
    void set(@Nullable Schema schema, @Nullable Object content) {
        bytes = null;
        format = null;
        if (content == null) {
            return;
        }
        if (content instanceof byte[] given) {
            bytes = given;
            format = Format.BYTES;
        } else if (content instanceof ByteBuffer given) {
            buffer = given;
            format = Format.BYTES;
        } else {
            byte[] text = content instanceof String given ? Utf8.encoded(given) : null;
            format = text == null ? Format.JSON : Format.TEXT;
            utf8 = text == null ? json.bytesOf(schema, content) : text;
        }
    }

    void emitBytes(int ordinal, ValueConsumer out) {
        if (format == Format.BYTES) {
            out.startField(ordinal);
            if (bytes == null) {
                out.bytesValue(buffer);
            } else {
                out.bytesValue(bytes);
            }
            out.endField(ordinal);
        }
    }

    void emitText(int ordinal, ValueConsumer out) {
        if (format == Format.TEXT || format == Format.JSON) {
            out.startField(ordinal);
            out.textValue(utf8);
            out.endField(ordinal);
        }
    }

    void emitFormat(int ordinal, ValueConsumer out) {
        if (format != null) {
            out.startField(ordinal);
            out.textValue(format.text);
            out.endField(ordinal);
        }
    }
}
