// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;

/** Emits records of one shape into files of one schema. */
final class RecordEmitter implements RowEmitter {
    private static final ValueEmitter NOTHING = (value, out) -> {};

    /** The columns of the value that the file has before {@code _kafka}, and after: those that came later. */
    private final ValueEmitter before;

    private final KafkaEmitter kafka;
    private final ValueEmitter after;

    /** @param target has all columns of the shape with the same types */
    RecordEmitter(Format key, Format value, long epoch, TableSchema target) {
        List<Column> columns = target.columns();
        int ordinal = ordinal(columns, KafkaColumn.NAME);
        this.before = compile(value, columns, 0, ordinal);
        this.kafka = new KafkaEmitter(ordinal, columns.get(ordinal).type(), key, epoch);
        this.after = compile(value, columns, ordinal + 1, columns.size());
    }

    @Override
    public void emit(Row row, ValueConsumer out) {
        SinkRecord record = (SinkRecord) row.content();
        Object value = record.value();
        try {
            out.startRow();
            if (value != null) {
                before.emit(value, out);
            }
            kafka.emit(record, out);
            if (value != null) {
                after.emit(value, out);
            }
            out.endRow();
        } catch (UnfitValueException e) {
            UnfitValueException located = new UnfitValueException(
                    row.source() + ", offset " + row.offset() + ", table " + row.table() + ": " + e.getMessage());
            located.initCause(e);
            throw located;
        }
    }

    private static ValueEmitter compile(Format value, List<Column> columns, int from, int to) {
        if (value.type().isEmpty()) {
            return NOTHING;
        }
        if (value.type().get() instanceof ColumnType.Struct && value.schema().isPresent()) {
            return FieldsEmitter.compile(value.schema().get(), columns, from, to, "");
        }
        int ordinal = ordinal(columns, RecordShape.VALUE_COLUMN);
        if (ordinal < from || ordinal >= to) {
            return NOTHING;
        }
        String path = RecordShape.VALUE_COLUMN;
        return new ColumnEmitter(ordinal, value.emitter(columns.get(ordinal).type(), path), path);
    }

    private static int ordinal(List<Column> columns, String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the file's schema lacks the column " + name));
    }
}
