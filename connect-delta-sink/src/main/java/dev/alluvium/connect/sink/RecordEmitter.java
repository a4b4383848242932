// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.Placeholder;
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
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Emits records of one shape into files of one schema. What has no place there goes to the row's {@code _rescued}. */
final class RecordEmitter implements RowEmitter {
    private final Format value;
    private final List<Column> columns;
    private final int rescuedOrdinal;
    private final RescuedEmitter rescued;

    /** Comes before the row is begun: what is rescued of the columns behind {@code _rescued}, and of no column at all. */
    private final List<Part> ahead = new ArrayList<>();
    /** Of the row at hand. */
    private long epoch;
    /** In the order of the columns that they fill. */
    private final List<Part> parts = new ArrayList<>();

    /**
     * @param target has the columns that are ours
     * @param strict whether nothing is to be rescued
     * @param rescuedRows counts the rows of which something was
     */
    RecordEmitter(
            Format key,
            Format value,
            Placeholder placeholder,
            boolean strict,
            LongAdder rescuedRows,
            TableSchema target) {
        this.value = value;
        this.columns = target.columns();
        this.rescuedOrdinal = ordinal(RescuedEmitter.COLUMN);
        this.rescued = new RescuedEmitter(rescuedOrdinal, strict, rescuedRows);
        ordinal(KafkaColumn.NAME);
        rescueHomelessValues();
        int from = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (RecordShape.OWN_COLUMNS.contains(columns.get(i).name())) {
                addValue(from, i);
                from = i + 1;
            }
            switch (columns.get(i).name()) {
                case KafkaColumn.NAME -> addKafka(key, i);
                case RescuedEmitter.COLUMN -> parts.add((record, out) -> rescued.emit(out));
                case UnavailableEmitter.COLUMN -> addUnavailable(placeholder, i);
                default -> {
                    // One of the value's, to be added with its neighbours.
                }
            }
        }
        addValue(from, columns.size());
    }

    /** Fills one column, or several that stand side by side. */
    private interface Part {
        void emit(SinkRecord record, ValueConsumer out);
    }

    @Override
    public void emit(Row row, ValueConsumer out) {
        SinkRecord record = (SinkRecord) row.content();
        epoch = row.source().epoch();
        try {
            rescued.startRow();
            for (Part part : ahead) {
                part.emit(record, out);
            }
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

    private void rescueHomelessValues() {
        Optional<ColumnType> type = value.type();
        if (type.isEmpty()) {
            return;
        }
        Rescue rescue = new Rescue(rescued, true);
        if (type.get() instanceof ColumnType.Struct struct) {
            surveyValue(HomelessFields.rescuedBeside(
                    (any, out) -> {}, value.schema().orElseThrow(), struct.columns(), columns, "", rescue));
        } else if (!value.isAtHomeIn(FieldsEmitter.byName(columns, Column::name).get(RecordShape.VALUE_COLUMN))) {
            surveyValue(HomelessValue.of(value.schema().orElse(null), RecordShape.VALUE_COLUMN, rescue));
        }
    }

    /** What goes to the columns {@code from} (inclusive) to {@code to} (exclusive). */
    private void addValue(int from, int to) {
        if (from == to || value.type().isEmpty()) {
            return;
        }
        Rescue rescue = new Rescue(rescued, from > rescuedOrdinal);
        if (value.type().get() instanceof ColumnType.Struct struct) {
            Schema schema = value.schema().orElseThrow();
            addValue(FieldsEmitter.compile(schema, struct.columns(), columns, from, to, "", rescue), rescue);
            return;
        }
        String path = RecordShape.VALUE_COLUMN;
        for (int i = from; i < to; i++) {
            if (columns.get(i).name().equals(path) && value.isAtHomeIn(columns.get(i))) {
                addValue(value.emitter(columns.get(i), i, path, rescue), rescue);
            }
        }
    }

    private void addValue(ValueEmitter emitter, Rescue rescue) {
        parts.add(unlessTombstone(emitter));
        if (rescue.ahead()) {
            surveyValue(emitter);
        }
    }

    private void addUnavailable(Placeholder placeholder, int ordinal) {
        value.schema()
                .flatMap(schema -> UnavailableEmitter.of(schema, placeholder, ordinal))
                .ifPresent(unavailable -> parts.add(unlessTombstone(unavailable::emit)));
    }

    private static Part unlessTombstone(ValueEmitter emitter) {
        return (record, out) -> {
            Object whole = record.value();
            if (whole != null) {
                emitter.emit(whole, out);
            }
        };
    }

    private void surveyValue(ValueEmitter emitter) {
        ahead.add((record, out) -> {
            Object whole = record.value();
            if (whole != null) {
                emitter.survey(whole);
            }
        });
    }

    private void addKafka(Format key, int ordinal) {
        List<Column> fields = ((ColumnType.Struct) columns.get(ordinal).type()).columns();
        int keyOrdinal = indexOf(fields, KafkaColumn.KEY);
        Optional<ColumnEmitter> emitter = Optional.empty();
        if (key.type().isPresent()) {
            String path = KafkaColumn.KEY_PATH;
            if (keyOrdinal >= 0 && key.isAtHomeIn(fields.get(keyOrdinal))) {
                Rescue rescue = new Rescue(rescued, ordinal > rescuedOrdinal);
                emitter = Optional.of(key.emitter(fields.get(keyOrdinal), keyOrdinal, path, rescue));
                if (rescue.ahead()) {
                    surveyKey(emitter.get());
                }
            } else {
                surveyKey(HomelessValue.of(key.schema().orElse(null), path, new Rescue(rescued, true)));
            }
        }
        KafkaEmitter kafka = new KafkaEmitter(ordinal, columns.get(ordinal).type(), emitter, key, value);
        parts.add((record, out) -> kafka.emit(record, epoch, out));
    }

    private void surveyKey(ValueEmitter emitter) {
        ahead.add((record, out) -> {
            Object key = record.key();
            if (key != null) {
                emitter.survey(key);
            }
        });
    }

    private int ordinal(String name) {
        int ordinal = indexOf(columns, name);
        if (ordinal < 0) {
            throw new IllegalArgumentException("the file's schema lacks the column " + name);
        }
        return ordinal;
    }

    private static int indexOf(List<Column> columns, String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .findFirst()
                .orElse(-1);
    }
}
