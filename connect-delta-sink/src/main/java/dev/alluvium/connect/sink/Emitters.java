// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.FieldPath;
import dev.alluvium.connect.sink.core.TypeFit;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** Compiles the way of a value with a schema into its column. */
final class Emitters {

    private Emitters() {}

    /**
     * As below, but a struct rescues single fields of it: its column may lack some of them, or have them with other types.
     *
     * @param incoming the type that {@link ColumnTypes} gives to {@code schema}
     */
    static ValueEmitter compile(Schema schema, ColumnType incoming, ColumnType target, String path, Rescue rescue) {
        if (!(incoming instanceof ColumnType.Struct from) || !(target instanceof ColumnType.Struct to)) {
            return compile(schema, target, path);
        }
        String prefix = path + ".";
        ValueEmitter fields = FieldsEmitter.compile(
                schema, from.columns(), to.columns(), 0, to.columns().size(), prefix, rescue);
        return new StructEmitter(
                HomelessFields.rescuedBeside(fields, schema, from.columns(), to.columns(), prefix, rescue));
    }

    /**
     * @param target {@linkplain TypeFit holds} the type that {@link ColumnTypes} gives to {@code schema}: with any order of
     *     columns, and perhaps more of them; for a field of microseconds also the type of {@link FieldColumn#countType}
     */
    static ValueEmitter compile(Schema schema, ColumnType target, String path) {
        if (target == ColumnType.Primitive.DOUBLE && schema.type() == Schema.Type.FLOAT32) {
            return (value, out) -> out.doubleValue((Float) value);
        }
        if (target == ColumnType.Primitive.LONG && (isNarrow(schema) || LogicalTypes.isMicroTimestamp(schema))) {
            return Emitters::wholeNumber;
        }
        Optional<LogicalType> logical = LogicalTypes.of(schema);
        if (logical.isPresent()) {
            return logical.get().emitter(target, path);
        }
        if (target.equals(ColumnType.Primitive.STRING) && !schema.type().isPrimitive()) {
            return new JsonEmitter(schema, path);
        }
        return switch (schema.type()) {
            case BOOLEAN -> (value, out) -> out.booleanValue((Boolean) value);
            case INT8 -> (value, out) -> out.intValue((Byte) value);
            case INT16 -> (value, out) -> out.intValue((Short) value);
            case INT32 -> (value, out) -> out.intValue((Integer) value);
            case INT64 -> (value, out) -> out.longValue((Long) value);
            case FLOAT32 -> (value, out) -> out.floatValue((Float) value);
            case FLOAT64 -> (value, out) -> out.doubleValue((Double) value);
            case STRING -> new TextEmitter(path);
            case BYTES -> Emitters::bytes;
            case ARRAY -> list(schema, (ColumnType.ListOf) target, path);
            case MAP -> map(schema, target, path);
            case STRUCT -> struct(schema, (ColumnType.Struct) target, path);
        };
    }

    private static boolean isNarrow(Schema schema) {
        return schema.type() == Schema.Type.INT8
                || schema.type() == Schema.Type.INT16
                || schema.type() == Schema.Type.INT32;
    }

    /** A number, or a time of day, which is its milliseconds. */
    @SuppressWarnings("JavaUtilDate") // Connect hands its times over as nothing else.
    private static void wholeNumber(Object value, ValueConsumer out) {
        out.longValue(value instanceof Date time ? time.getTime() : ((Number) value).longValue());
    }

    private static void bytes(Object value, ValueConsumer out) {
        if (value instanceof byte[] bytes) {
            out.bytesValue(bytes);
        } else {
            out.bytesValue((ByteBuffer) value);
        }
    }

    private static ValueEmitter list(Schema schema, ColumnType.ListOf target, String path) {
        return new ListEmitter(compile(schema.valueSchema(), target.element(), path + FieldPath.ELEMENT));
    }

    private static ValueEmitter map(Schema schema, ColumnType target, String path) {
        if (target instanceof ColumnType.ListOf entries) {
            return EntriesEmitter.compile(schema, (ColumnType.Struct) entries.element(), path);
        }
        ColumnType.MapOf map = (ColumnType.MapOf) target;
        return new MapEmitter(
                compile(schema.keySchema(), map.key(), path + FieldPath.KEY),
                compile(schema.valueSchema(), map.value(), path + FieldPath.VALUE),
                schema.keySchema().isOptional(),
                path);
    }

    private static ValueEmitter struct(Schema schema, ColumnType.Struct target, String path) {
        return new StructEmitter(FieldsEmitter.compile(schema, target.columns(), path + "."));
    }
}
