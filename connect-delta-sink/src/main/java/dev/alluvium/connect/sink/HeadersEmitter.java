// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/** Emits a record's headers: text and bytes as they are, everything else as JSON text. */
final class HeadersEmitter {
    private final int column;
    private final int keyColumn;
    private final int valueColumn;
    private final JsonText json = new JsonText(KafkaColumn.HEADERS_PATH);

    HeadersEmitter(int column, ColumnType.ListOf target) {
        this.column = column;
        List<String> names = ((ColumnType.Struct) target.element())
                .columns().stream().map(Column::name).toList();
        this.keyColumn = names.indexOf(KafkaColumn.HEADER_KEY);
        this.valueColumn = names.indexOf(KafkaColumn.HEADER_VALUE);
    }

    void emit(Headers headers, ValueConsumer out) {
        if (headers.isEmpty()) {
            return;
        }
        out.startField(column);
        out.startList(headers.size());
        for (Header header : headers) {
            out.startElement();
            out.startStruct();
            if (keyColumn < valueColumn) {
                emitKey(header, out);
                emitValue(header, out);
            } else {
                emitValue(header, out);
                emitKey(header, out);
            }
            out.endStruct();
            out.endElement();
        }
        out.endList();
        out.endField(column);
    }

    private void emitKey(Header header, ValueConsumer out) {
        out.startField(keyColumn);
        out.textValue(header.key());
        out.endField(keyColumn);
    }

    private void emitValue(Header header, ValueConsumer out) {
        Object value = header.value();
        if (value == null) {
            return;
        }
        out.startField(valueColumn);
        if (value instanceof byte[] bytes) {
            out.bytesValue(bytes);
        } else if (value instanceof ByteBuffer bytes) {
            out.bytesValue(bytes);
        } else if (value instanceof String text) {
            out.bytesValue(Utf8.encodedLoosely(text));
        } else {
            out.bytesValue(unquoted(json.of(header.schema(), value)).getBytes(StandardCharsets.UTF_8));
        }
        out.endField(valueColumn);
    }

    /** A date or a time is text in JSON, and text is written as it is: nothing in it is escaped. */
    private static String unquoted(String json) {
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }
}
