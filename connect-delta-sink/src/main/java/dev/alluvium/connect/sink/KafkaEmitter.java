// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Emits the {@code _kafka} column: a record's original topic, partition and offset, as they were before any transform.
 *
 * @see KafkaColumn
 */
final class KafkaEmitter {
    private final int ordinal;
    private final Part[] parts;
    /** Of the record at hand. */
    private long currentEpoch;

    /** @param key emits the key into its column; empty if there is no key, or no column for it */
    KafkaEmitter(int ordinal, ColumnType target, Optional<ColumnEmitter> key, Format keyFormat, Format valueFormat) {
        this.ordinal = ordinal;
        List<Column> columns = ((ColumnType.Struct) target).columns();
        List<Part> found = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            switch (column.name()) {
                case KafkaColumn.EPOCH -> found.add(epoch(i));
                case KafkaColumn.TOPIC -> found.add(topic(i));
                case KafkaColumn.PARTITION -> found.add(partition(i));
                case KafkaColumn.OFFSET -> found.add(offset(i));
                case KafkaColumn.TIMESTAMP -> found.add(timestamp(i));
                case KafkaColumn.TIMESTAMP_TYPE -> found.add(timestampType(i));
                case KafkaColumn.KEY -> key.map(KafkaEmitter::key).ifPresent(found::add);
                case KafkaColumn.HEADERS -> found.add(headers(i, column.type()));
                case KafkaColumn.KEY_SCHEMA_NAME ->
                    keyFormat.name().map(text(i)).ifPresent(found::add);
                case KafkaColumn.KEY_SCHEMA_VERSION ->
                    keyFormat.version().map(number(i)).ifPresent(found::add);
                case KafkaColumn.VALUE_SCHEMA_NAME ->
                    valueFormat.name().map(text(i)).ifPresent(found::add);
                case KafkaColumn.VALUE_SCHEMA_VERSION ->
                    valueFormat.version().map(number(i)).ifPresent(found::add);
                default -> {
                    // Another version's column: it stays null.
                }
            }
        }
        this.parts = found.toArray(Part[]::new);
    }

    /** @param epoch of the topic that the record was read from */
    void emit(SinkRecord record, long epoch, ValueConsumer out) {
        currentEpoch = epoch;
        out.startField(ordinal);
        out.startStruct();
        for (Part part : parts) {
            part.emit(record, out);
        }
        out.endStruct();
        out.endField(ordinal);
    }

    private interface Part {
        void emit(SinkRecord record, ValueConsumer out);
    }

    /** The same text in each row. */
    private static Function<String, Part> text(int column) {
        return text -> (record, out) -> {
            out.startField(column);
            out.textValue(text);
            out.endField(column);
        };
    }

    private static Function<Integer, Part> number(int column) {
        return number -> (record, out) -> {
            out.startField(column);
            out.intValue(number);
            out.endField(column);
        };
    }

    private Part epoch(int column) {
        return (record, out) -> {
            out.startField(column);
            out.longValue(currentEpoch);
            out.endField(column);
        };
    }

    private static Part topic(int column) {
        return (record, out) -> {
            out.startField(column);
            out.textValue(record.originalTopic());
            out.endField(column);
        };
    }

    private static Part partition(int column) {
        return (record, out) -> {
            out.startField(column);
            out.intValue(record.originalKafkaPartition());
            out.endField(column);
        };
    }

    private static Part offset(int column) {
        return (record, out) -> {
            out.startField(column);
            out.longValue(record.originalKafkaOffset());
            out.endField(column);
        };
    }

    private static Part timestamp(int column) {
        String path = KafkaColumn.NAME + "." + KafkaColumn.TIMESTAMP;
        return (record, out) -> {
            if (record.timestamp() != null) {
                out.startField(column);
                out.longValue(DateEmitters.micros(record.timestamp(), path));
                out.endField(column);
            }
        };
    }

    private static Part timestampType(int column) {
        return (record, out) -> {
            if (record.timestampType() != null) {
                out.startField(column);
                out.textValue(record.timestampType().name);
                out.endField(column);
            }
        };
    }

    private static Part key(ColumnEmitter key) {
        return (record, out) -> {
            if (record.key() != null) {
                key.emit(record.key(), out);
            }
        };
    }

    private static Part headers(int column, ColumnType target) {
        HeadersEmitter headers = new HeadersEmitter(column, (ColumnType.ListOf) target);
        return (record, out) -> headers.emit(record.headers(), out);
    }
}
