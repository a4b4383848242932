// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;

/** Emits records of one shape into files of one schema. */
final class RecordEmitter implements RowEmitter {
    /** In the order of the columns that they fill. */
    private final Part[] parts;

    /** @param target has all columns of the shape with the same types */
    RecordEmitter(Format key, Format value, long epoch, Placeholder placeholder, TableSchema target) {
        List<Column> columns = target.columns();
        List<Part> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < columns.size(); i++) {
            Optional<Part> own = own(key, value, epoch, placeholder, columns.get(i), i);
            if (own.isPresent()) {
                ofValue(value, columns, from, i).ifPresent(found::add);
                found.add(own.get());
                from = i + 1;
            }
        }
        ofValue(value, columns, from, columns.size()).ifPresent(found::add);
        this.parts = found.toArray(Part[]::new);
    }

    /** Fills one column, or several that stand side by side. */
    private interface Part {
        void emit(SinkRecord record, ValueConsumer out);
    }

    @Override
    public void emit(Row row, ValueConsumer out) {
        SinkRecord record = (SinkRecord) row.content();
        try {
            out.startRow();
            for (Part part : parts) {
                part.emit(record, out);
            }
            out.endRow();
        } catch (UnfitValueException e) {
            UnfitValueException located = new UnfitValueException(
                    row.source() + ", offset " + row.offset() + ", table " + row.table() + ": " + e.getMessage());
            located.initCause(e);
            throw located;
        }
    }

    /** What fills a column that is ours; empty for a column of the value, or if there is nothing to fill it with. */
    private static Optional<Part> own(
            Format key, Format value, long epoch, Placeholder placeholder, Column column, int ordinal) {
        return switch (column.name()) {
            case KafkaColumn.NAME -> {
                KafkaEmitter kafka = new KafkaEmitter(ordinal, column.type(), key, epoch);
                yield Optional.of(kafka::emit);
            }
            case UnavailableEmitter.COLUMN ->
                value.schema()
                        .flatMap(schema -> UnavailableEmitter.of(schema, placeholder, ordinal))
                        .map(unavailable -> unlessTombstone(unavailable::emit));
            default -> Optional.empty();
        };
    }

    private static Optional<Part> ofValue(Format value, List<Column> columns, int from, int to) {
        return compile(value, columns, from, to).map(RecordEmitter::unlessTombstone);
    }

    private static Part unlessTombstone(ValueEmitter emitter) {
        return (record, out) -> {
            Object value = record.value();
            if (value != null) {
                emitter.emit(value, out);
            }
        };
    }

    private static Optional<ValueEmitter> compile(Format value, List<Column> columns, int from, int to) {
        if (from == to || value.type().isEmpty()) {
            return Optional.empty();
        }
        if (value.type().get() instanceof ColumnType.Struct && value.schema().isPresent()) {
            return Optional.of(FieldsEmitter.compile(value.schema().get(), columns, from, to, ""));
        }
        String path = RecordShape.VALUE_COLUMN;
        return IntStream.range(from, to)
                .filter(i -> columns.get(i).name().equals(path))
                .mapToObj(i -> (ValueEmitter)
                        new ColumnEmitter(i, value.emitter(columns.get(i).type(), path), path))
                .findFirst();
    }
}
