// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** What one writes by hand to bring a Struct into Parquet, with the shortest way from each value to its column. */
final class StructWriteSupport extends WriteSupport<SinkRecord> {
    private static final String MICRO_TIMESTAMP = "io.debezium.time.MicroTimestamp";

    private final Schema schema;
    private final List<Field> fields;
    private @Nullable RecordConsumer out;

    StructWriteSupport(Schema schema) {
        this.schema = schema;
        this.fields = schema.fields();
    }

    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return context();
    }

    private WriteContext context() {
        List<Type> columns = new java.util.ArrayList<>(
                schema.fields().stream().map(StructWriteSupport::type).toList());
        columns.add(SinkRows.kafkaType());
        return new WriteContext(new MessageType("row", columns), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        out = recordConsumer;
    }

    @Override
    public void write(SinkRecord record) {
        RecordConsumer consumer = java.util.Objects.requireNonNull(out);
        consumer.startMessage();
        fields(consumer, (Struct) record.value(), fields);
        SinkRows.kafka(consumer, record, fields.size());
        consumer.endMessage();
    }

    private static void fields(RecordConsumer out, Struct struct, List<Field> fields) {
        for (int index = 0; index < fields.size(); index++) {
            Field field = fields.get(index);
            Object value = struct.get(field);
            if (value != null) {
                out.startField(field.name(), index);
                value(out, field.schema(), value);
                out.endField(field.name(), index);
            }
        }
    }

    private static void value(RecordConsumer out, Schema schema, Object value) {
        switch (schema.type()) {
            case BOOLEAN -> out.addBoolean((Boolean) value);
            case INT32 -> out.addInteger((Integer) value);
            case INT64 -> out.addLong((Long) value);
            case FLOAT64 -> out.addDouble((Double) value);
            case STRING -> out.addBinary(Binary.fromString((String) value));
            case BYTES -> out.addLong(((BigDecimal) value).unscaledValue().longValue());
            case STRUCT -> {
                out.startGroup();
                fields(out, (Struct) value, schema.fields());
                out.endGroup();
            }
            default -> throw new IllegalArgumentException("not in these records: " + schema.type());
        }
    }

    private static Type type(Field field) {
        Schema schema = field.schema();
        return switch (schema.type()) {
            case BOOLEAN -> Types.optional(BOOLEAN).named(field.name());
            case INT32 -> Types.optional(INT32).named(field.name());
            case INT64 ->
                MICRO_TIMESTAMP.equals(schema.name())
                        ? Types.optional(INT64)
                                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                                .named(field.name())
                        : Types.optional(INT64).named(field.name());
            case FLOAT64 -> Types.optional(DOUBLE).named(field.name());
            case STRING ->
                Types.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named(field.name());
            case BYTES ->
                Types.optional(INT64)
                        .as(LogicalTypeAnnotation.decimalType(
                                Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)), 12))
                        .named(field.name());
            case STRUCT ->
                new GroupType(
                        Repetition.OPTIONAL,
                        field.name(),
                        schema.fields().stream().map(StructWriteSupport::type).toList());
            default -> throw new IllegalArgumentException("not in these records: " + schema.type());
        };
    }
}
