// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Emits records in the raw layout. */
final class RawEmitter implements RowEmitter {
    private final List<Part> parts = new ArrayList<>();
    private final RawContent keyContent = new RawContent(RawShape.KEY_TEXT);
    private final RawContent valueContent = new RawContent(RawShape.VALUE_TEXT);
    /** Of the row at hand. */
    private long epoch;

    RawEmitter(TableSchema target, Format key, Format value) {
        List<Column> columns = target.columns();
        for (int i = 0; i < columns.size(); i++) {
            int ordinal = i;
            Column column = columns.get(i);
            switch (column.name()) {
                case RawShape.KEY -> parts.add((record, out) -> keyContent.emitBytes(ordinal, out));
                case RawShape.KEY_TEXT -> parts.add((record, out) -> keyContent.emitText(ordinal, out));
                case RawShape.KEY_FORMAT -> parts.add((record, out) -> keyContent.emitFormat(ordinal, out));
                case RawShape.VALUE -> parts.add((record, out) -> valueContent.emitBytes(ordinal, out));
                case RawShape.VALUE_TEXT -> parts.add((record, out) -> valueContent.emitText(ordinal, out));
                case RawShape.VALUE_FORMAT -> parts.add((record, out) -> valueContent.emitFormat(ordinal, out));
                case KafkaColumn.NAME -> {
                    KafkaEmitter kafka = new KafkaEmitter(ordinal, column.type(), Optional.empty(), key, value);
                    parts.add((record, out) -> kafka.emit(record, epoch, out));
                }
                default -> {
                    // Another's column: it stays null.
                }
            }
        }
    }

    private interface Part {
        void emit(SinkRecord record, ValueConsumer out);
    }

    @Override
    public void emit(Row row, ValueConsumer out) {
        SinkRecord record = (SinkRecord) row.content();
        epoch = row.source().epoch();
        keyContent.set(record.keySchema(), record.key());
        valueContent.set(record.valueSchema(), record.value());
        out.startRow();
        for (Part part : parts) {
            part.emit(record, out);
        }
        out.endRow();
    }
}
