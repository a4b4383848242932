// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** Tells the column of a schema. There is one for every schema; {@code docs/type-mapping.md} lists them. */
final class ColumnTypes {
    static final String ENTRY_KEY = "key";
    static final String ENTRY_VALUE = "value";

    /** Deeper than any schema that people write, and far from the end of the stack. */
    private static final int MAX_DEPTH = 100;

    /** The structs, lists and maps around. */
    private final Deque<Schema> open = new ArrayDeque<>();

    private boolean endless;

    ColumnTypes() {}

    /** @param path where the column is, empty if it is the whole row */
    static ColumnType of(Schema schema, String path) {
        return new ColumnTypes().find(schema, path);
    }

    ColumnType find(Schema schema, String path) {
        return type(schema, path.isEmpty());
    }

    /** Whether a schema contained itself, or went too deep. It must not be compared with others or hashed. */
    boolean endless() {
        return endless;
    }

    private ColumnType type(Schema schema, boolean root) {
        Optional<LogicalType> logical = LogicalTypes.of(schema);
        if (logical.isPresent()) {
            return logical.get().column(schema);
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
            case ARRAY, MAP, STRUCT -> nested(schema, root);
        };
    }

    /** A column cannot contain itself: where a schema does, the column holds JSON text. */
    private ColumnType nested(Schema schema, boolean root) {
        if (open.size() >= MAX_DEPTH || open.stream().anyMatch(outer -> isSame(outer, schema))) {
            endless = true;
            return ColumnType.Primitive.STRING;
        }
        open.push(schema);
        ColumnType type =
                switch (schema.type()) {
                    case ARRAY -> new ColumnType.ListOf(type(schema.valueSchema(), false));
                    case MAP -> map(schema);
                    default -> struct(schema, root);
                };
        open.pop();
        return type;
    }

    /** Wrappers and builders that stand for one recursive struct differ, but they share its fields. */
    @SuppressWarnings("ReferenceEquality") // To compare what contains itself might not end.
    private static boolean isSame(Schema outer, Schema schema) {
        if (schema.type() != Schema.Type.STRUCT || outer.type() != Schema.Type.STRUCT) {
            return outer == schema;
        }
        return outer == schema
                || (!schema.fields().isEmpty()
                        && !outer.fields().isEmpty()
                        && outer.fields().get(0) == schema.fields().get(0));
    }

    /** Readers know no keys but simple ones: with others, it is a list of its entries. */
    private ColumnType map(Schema schema) {
        ColumnType key = type(schema.keySchema(), false);
        ColumnType value = type(schema.valueSchema(), false);
        if (key instanceof ColumnType.Primitive || key instanceof ColumnType.Decimal) {
            return new ColumnType.MapOf(key, value);
        }
        return new ColumnType.ListOf(
                new ColumnType.Struct(List.of(new Column(ENTRY_KEY, key), new Column(ENTRY_VALUE, value))));
    }

    private ColumnType struct(Schema schema, boolean root) {
        if (schema.fields().isEmpty()) {
            return new ColumnType.Struct(List.of(new Column(FieldColumn.EMPTY_STRUCT, ColumnType.Primitive.BOOLEAN)));
        }
        List<Column> columns = new ArrayList<>();
        for (FieldColumn column : FieldColumn.of(schema, root)) {
            ColumnType type = column.countType().isPresent()
                    ? column.countType().get()
                    : type(column.field().schema(), false);
            columns.add(new Column(column.name(), type));
        }
        return new ColumnType.Struct(columns);
    }
}
