// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** Compiles the way of a value with a schema into its column. */
final class Emitters {

    private Emitters() {}

    /**
     * @param target has the type that {@link ColumnTypes} gives to {@code schema}, with any order of columns and perhaps more
     *     of them; for a field of microseconds also the type of {@link FieldColumn#countType}
     */
    static ValueEmitter compile(Schema schema, ColumnType target, String path) {
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

    private static void bytes(Object value, ValueConsumer out) {
        if (value instanceof byte[] bytes) {
            out.bytesValue(bytes);
        } else {
            out.bytesValue((ByteBuffer) value);
        }
    }

    private static ValueEmitter list(Schema schema, ColumnType.ListOf target, String path) {
        return new ListEmitter(compile(schema.valueSchema(), target.element(), path + ".element"));
    }

    private static ValueEmitter map(Schema schema, ColumnType target, String path) {
        if (target instanceof ColumnType.ListOf entries) {
            return EntriesEmitter.compile(schema, (ColumnType.Struct) entries.element(), path);
        }
        ColumnType.MapOf map = (ColumnType.MapOf) target;
        return new MapEmitter(
                compile(schema.keySchema(), map.key(), path + ".key"),
                compile(schema.valueSchema(), map.value(), path + ".value"),
                schema.keySchema().isOptional(),
                path);
    }

    private static ValueEmitter struct(Schema schema, ColumnType.Struct target, String path) {
        return new StructEmitter(FieldsEmitter.compile(
                schema, target.columns(), 0, target.columns().size(), path + "."));
    }
}
