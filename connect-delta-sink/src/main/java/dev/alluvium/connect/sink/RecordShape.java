// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The shape of all records with one format of keys and one of values. The content of its rows is the record. */
final class RecordShape implements ReadShape {
    /** Where a value goes that is no struct. */
    static final String VALUE_COLUMN = "value";

    /** Columns of each row that are not the value's. */
    static final Set<String> OWN_COLUMNS = Set.of(KafkaColumn.NAME, RescuedEmitter.COLUMN, UnavailableEmitter.COLUMN);

    private final Format key;
    private final Format value;
    private final Placeholder placeholder;
    private final EvolutionMode evolution;
    private final Partitioning partitioning;
    private final LongAdder rescuedRows;
    private final TableSchema schema;
    private final MemoryEstimate size = new MemoryEstimate();
    private final RecordCheck check;
    private @Nullable RowEmitter rehearsal;

    RecordShape(
            Format key,
            Format value,
            Placeholder placeholder,
            EvolutionMode evolution,
            Partitioning partitioning,
            LongAdder rescuedRows) {
        this.rescuedRows = rescuedRows;
        this.key = key;
        this.value = value;
        this.placeholder = placeholder;
        this.evolution = evolution;
        this.partitioning = partitioning;
        this.check = RecordCheck.of(key, value);
        List<Column> columns = new ArrayList<>(valueColumns(value));
        columns.add(KafkaColumn.of(key, value));
        columns.add(new Column(RescuedEmitter.COLUMN, RescuedEmitter.TYPE));
        columns.add(new Column(UnavailableEmitter.COLUMN, UnavailableEmitter.TYPE));
        requireOther(columns, partitioning);
        columns.addAll(partitioning.columns());
        this.schema = new TableSchema(columns, partitioning.names());
    }

    Format key() {
        return key;
    }

    Format value() {
        return value;
    }

    @Override
    public int sizeBytes(SinkRecord record) {
        return size.of(record);
    }

    @Override
    public @Nullable Doubt doubt(SinkRecord record) {
        return check.doubt(record);
    }

    /**
     * Emits the row to nobody, as if into a table that has just its columns. What could be rescued is no fault, even where
     * nothing is to be rescued: that is for the encoder to find, as it depends on the table.
     *
     * @throws RuntimeException of any kind, if the record cannot become a row of any table
     */
    @Override
    public void rehearse(Row row) {
        RowEmitter emitter = rehearsal == null ? emitterFor(schema, false, new LongAdder()) : rehearsal;
        rehearsal = emitter;
        emitter.emit(row, new DiscardingConsumer());
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public EvolutionMode evolution() {
        return evolution;
    }

    /** All of the value and of the key; but not what tells where a row came from, and not what keeps the rescued. */
    @Override
    public boolean mayRescue(String path) {
        return (!schema.partitionBy().contains(path) && OWN_COLUMNS.stream().noneMatch(own -> isIn(path, own)))
                || isIn(path, KafkaColumn.KEY_PATH);
    }

    @Override
    public List<@Nullable String> partitionOf(Row row) {
        return partitioning.of((SinkRecord) row.content());
    }

    private static void requireOther(List<Column> columns, Partitioning partitioning) {
        for (Column column : columns) {
            if (partitioning.hasColumnLike(column.name())) {
                throw new DataException(
                        "Column '" + column.name() + "' has the name of one that its tables are partitioned by: "
                                + "give that one another name in " + TableConfigDef.PARTITION_BY);
            }
        }
    }

    private static boolean isIn(String path, String field) {
        return path.startsWith(field) && (path.length() == field.length() || path.charAt(field.length()) == '.');
    }

    @Override
    public OptionalLong timestampMs(Row row) {
        Long timestamp = ((SinkRecord) row.content()).timestamp();
        return timestamp == null ? OptionalLong.empty() : OptionalLong.of(timestamp);
    }

    @Override
    public RowEmitter emitterFor(TableSchema target) {
        return emitterFor(target, evolution == EvolutionMode.STRICT, rescuedRows);
    }

    private RowEmitter emitterFor(TableSchema target, boolean strict, LongAdder rescued) {
        return new RecordEmitter(key, value, placeholder, strict, rescued, target);
    }

    private static List<Column> valueColumns(Format value) {
        if (value.type().isEmpty()) {
            return List.of();
        }
        ColumnType type = value.type().get();
        return type instanceof ColumnType.Struct struct ? struct.columns() : List.of(new Column(VALUE_COLUMN, type));
    }
}
