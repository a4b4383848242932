// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Rows of a Struct, compiled to one step per field: shows what the writer costs without the sink's own reading of rows. */
final class StructShape implements RowShape {
    private static final ColumnType.Decimal AMOUNT = new ColumnType.Decimal(12, 2);
    private static final ColumnType.Struct KAFKA = new ColumnType.Struct(List.of(
            new Column("topic", Primitive.STRING),
            new Column("partition", Primitive.INTEGER),
            new Column("offset", Primitive.LONG),
            new Column("timestamp", Primitive.TIMESTAMP)));

    private final TableSchema schema;
    private final Step[] steps;

    StructShape(Schema schema) {
        List<Column> columns = new ArrayList<>(columns(schema));
        columns.add(new Column("_kafka", KAFKA));
        this.schema = new TableSchema(columns);
        this.steps = steps(schema);
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public RowEmitter emitterFor(TableSchema target) {
        if (!target.equals(schema)) {
            throw new IllegalArgumentException("these rows are written with their own schema only");
        }
        return this::emit;
    }

    private void emit(Row row, ValueConsumer out) {
        SinkRecord record = (SinkRecord) row.content();
        out.startRow();
        fields((Struct) record.value(), steps, out);
        out.startField(steps.length);
        out.startStruct();
        out.startField(0);
        out.textValue(record.topic());
        out.endField(0);
        out.startField(1);
        out.intValue(record.kafkaPartition());
        out.endField(1);
        out.startField(2);
        out.longValue(record.kafkaOffset());
        out.endField(2);
        out.startField(3);
        out.longValue(record.timestamp() * 1_000);
        out.endField(3);
        out.endStruct();
        out.endField(steps.length);
        out.endRow();
    }

    private static void fields(Struct struct, Step[] steps, ValueConsumer out) {
        for (int ordinal = 0; ordinal < steps.length; ordinal++) {
            Step step = steps[ordinal];
            Object value = struct.get(step.field());
            if (value != null) {
                out.startField(ordinal);
                step.value().accept(value, out);
                out.endField(ordinal);
            }
        }
    }

    private record Step(Field field, Value value) {}

    private interface Value {
        void accept(Object value, ValueConsumer out);
    }

    private static Step[] steps(Schema schema) {
        return schema.fields().stream()
                .map(field -> new Step(field, value(field.schema())))
                .toArray(Step[]::new);
    }

    private static Value value(Schema schema) {
        return switch (schema.type()) {
            case BOOLEAN -> (value, out) -> out.booleanValue((Boolean) value);
            case INT32 -> (value, out) -> out.intValue((Integer) value);
            case INT64 -> (value, out) -> out.longValue((Long) value);
            case FLOAT64 -> (value, out) -> out.doubleValue((Double) value);
            case STRING -> (value, out) -> out.textValue((String) value);
            case BYTES -> (value, out) -> out.decimalValue((BigDecimal) value, AMOUNT);
            case STRUCT -> {
                Step[] inner = steps(schema);
                yield (value, out) -> {
                    out.startStruct();
                    fields((Struct) value, inner, out);
                    out.endStruct();
                };
            }
            default -> throw new IllegalArgumentException("not in these records: " + schema.type());
        };
    }

    private static List<Column> columns(Schema schema) {
        return schema.fields().stream()
                .map(field -> new Column(field.name(), type(field.schema())))
                .toList();
    }

    private static ColumnType type(Schema schema) {
        return switch (schema.type()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case INT32 -> Primitive.INTEGER;
            case INT64 -> schema.name() == null ? Primitive.LONG : Primitive.TIMESTAMP;
            case FLOAT64 -> Primitive.DOUBLE;
            case STRING -> Primitive.STRING;
            case BYTES -> AMOUNT;
            case STRUCT -> new ColumnType.Struct(columns(schema));
            default -> throw new IllegalArgumentException("not in these records: " + schema.type());
        };
    }
}
