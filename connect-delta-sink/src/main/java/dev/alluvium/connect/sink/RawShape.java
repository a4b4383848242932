// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.TableSchema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The raw layout: columns that are the same for every record of every topic, and never change. Bytes stand in {@code key}
 * and {@code value}, text in {@code key_text} and {@code value_text}, as JSON if it was more than text; {@code key_format}
 * and {@code value_format} tell which, and are null where there was nothing.
 */
final class RawShape implements ReadShape {
    static final String KEY = "key";
    static final String KEY_TEXT = "key_text";
    static final String KEY_FORMAT = "key_format";
    static final String VALUE = "value";
    static final String VALUE_TEXT = "value_text";
    static final String VALUE_FORMAT = "value_format";

    static final TableSchema SCHEMA = schemaOfAll();

    private final Format key;
    private final Format value;
    private final ContentCheck check;
    private final Partitioning partitioning;
    private final TableSchema schema;
    private final MemoryEstimate size = new MemoryEstimate();

    /** Tells what keeps a key or a value from being written. */
    interface ContentCheck {
        @Nullable Doubt doubt(@Nullable Schema schema, Object content);
    }

    RawShape(Format key, Format value, ContentCheck check, Partitioning partitioning) {
        this.key = key;
        this.value = value;
        this.check = check;
        this.partitioning = partitioning;
        List<Column> columns = new ArrayList<>(SCHEMA.columns());
        columns.addAll(partitioning.columns());
        this.schema = new TableSchema(columns, partitioning.names());
    }

    private static TableSchema schemaOfAll() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(KEY, Primitive.BINARY));
        columns.add(new Column(KEY_TEXT, Primitive.STRING));
        columns.add(new Column(KEY_FORMAT, Primitive.STRING));
        columns.add(new Column(VALUE, Primitive.BINARY));
        columns.add(new Column(VALUE_TEXT, Primitive.STRING));
        columns.add(new Column(VALUE_FORMAT, Primitive.STRING));
        columns.add(KafkaColumn.withoutKey());
        return new TableSchema(columns);
    }

    static boolean hasColumn(String name) {
        return SCHEMA.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
    }

    static boolean isTextOrBytes(Object content) {
        return content instanceof byte[] || content instanceof String || content instanceof ByteBuffer;
    }

    @Override
    public int sizeBytes(SinkRecord record) {
        return size.of(record);
    }

    @Override
    public @Nullable Doubt doubt(SinkRecord record) {
        Object recordKey = record.key();
        Doubt doubt = recordKey == null ? null : check.doubt(record.keySchema(), recordKey);
        if (doubt != null) {
            return doubt.in(KEY);
        }
        Object recordValue = record.value();
        doubt = recordValue == null ? null : check.doubt(record.valueSchema(), recordValue);
        return doubt == null ? RecordCheck.frame(record) : doubt.in(VALUE);
    }

    @Override
    public void rehearse(Row row) {
        emitterFor(SCHEMA).emit(row, new DiscardingConsumer());
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public List<@Nullable String> partitionOf(Row row) {
        return partitioning.of((SinkRecord) row.content());
    }

    @Override
    public OptionalLong timestampMs(Row row) {
        Long timestamp = ((SinkRecord) row.content()).timestamp();
        return timestamp == null ? OptionalLong.empty() : OptionalLong.of(timestamp);
    }

    @Override
    public RowEmitter emitterFor(TableSchema target) {
        return new RawEmitter(target, key, value);
    }
}
