// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Tells the column of a schema, and refuses schemas that no table can have. */
final class ColumnTypes {
    private static final String FORBIDDEN_IN_NAMES = " ,;{}()\n\t=";

    /** Deeper than any schema that people write, and far from the end of the stack. */
    private static final int MAX_DEPTH = 100;

    private final IdentityHashMap<Schema, String> open = new IdentityHashMap<>();

    private ColumnTypes() {}

    /**
     * @param path where the column is, empty if it is the whole row
     * @throws DataException that names the field and what to do
     */
    static ColumnType of(Schema schema, String path) {
        return new ColumnTypes().type(schema, path);
    }

    private ColumnType type(Schema schema, String path) {
        Optional<LogicalType> logical = LogicalTypes.of(schema);
        if (logical.isPresent()) {
            return logical.get().column(schema, path);
        }
        return switch (schema.type()) {
            case BOOLEAN -> ColumnType.Primitive.BOOLEAN;
            case INT8 -> ColumnType.Primitive.BYTE;
            case INT16 -> ColumnType.Primitive.SHORT;
            case INT32 -> ColumnType.Primitive.INTEGER;
            case INT64 -> ColumnType.Primitive.LONG;
            case FLOAT32 -> ColumnType.Primitive.FLOAT;
            case FLOAT64 -> ColumnType.Primitive.DOUBLE;
            case STRING -> ColumnType.Primitive.STRING;
            case BYTES -> ColumnType.Primitive.BINARY;
            case ARRAY, MAP, STRUCT -> nested(schema, path);
        };
    }

    private ColumnType nested(Schema schema, String path) {
        String outer = open.putIfAbsent(schema, path);
        if (outer != null || open.size() > MAX_DEPTH) {
            throw new DataException("Field '" + path + "' "
                    + (outer == null ? "is more than " + MAX_DEPTH + " levels deep" : "contains itself")
                    + ": the columns of a table cannot be recursive. Drop the field by a transform (ReplaceField), "
                    + "or use a converter without schemas, so that the value is kept as JSON text");
        }
        ColumnType type =
                switch (schema.type()) {
                    case ARRAY -> new ColumnType.ListOf(type(schema.valueSchema(), path + ".element"));
                    case MAP -> map(schema, path);
                    default -> struct(schema, path);
                };
        open.remove(schema);
        return type;
    }

    private ColumnType map(Schema schema, String path) {
        if (!schema.keySchema().type().isPrimitive()) {
            throw new DataException("Field '" + path + "' is a map with keys of type "
                    + schema.keySchema().type() + "; only simple types can be keys of a column. "
                    + "Change it at the source, or drop the field by a transform (ReplaceField)");
        }
        return new ColumnType.MapOf(
                type(schema.keySchema(), path + ".key"), type(schema.valueSchema(), path + ".value"));
    }

    private ColumnType struct(Schema schema, String path) {
        if (schema.fields().isEmpty() && !path.isEmpty()) {
            throw new DataException("Field '" + path + "' is a struct without fields, which Parquet cannot hold. "
                    + "Drop the field by a transform (ReplaceField)");
        }
        List<Column> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            String fieldPath = path.isEmpty() ? field.name() : path + "." + field.name();
            requireName(field.name(), fieldPath);
            columns.add(new Column(field.name(), type(field.schema(), fieldPath)));
        }
        return new ColumnType.Struct(columns);
    }

    private static void requireName(String name, String path) {
        if (name.isEmpty()) {
            throw new DataException("Field '" + path + "' has an empty name. Rename it by a transform (ReplaceField)");
        }
        if (name.chars().anyMatch(c -> FORBIDDEN_IN_NAMES.indexOf(c) >= 0)) {
            throw new DataException(
                    "The name of field '" + path.replace("\n", "\\n").replace("\t", "\\t")
                            + "' holds one of the characters that a column's name cannot have: blank , ; { } ( ) = tab newline. "
                            + "Rename it by a transform (ReplaceField)");
        }
    }
}
