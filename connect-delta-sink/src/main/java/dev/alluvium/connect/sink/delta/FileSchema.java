// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A table's schema as Parquet writes it, and the same as a tree of {@link FileNode}s.
 *
 * <p>The types are those that Spark writes for Delta. A Parquet group needs a column, so a struct without columns, and a
 * list or a map that would hold nothing but such structs, is left out of the file: readers see a column that the file
 * lacks, which is null.
 */
final class FileSchema {
    /** Spark's name of the root; some readers of Parquet show it. */
    private static final String ROOT = "spark_schema";

    private static final int MAX_INT32_DIGITS = 9;
    private static final int MAX_INT64_DIGITS = 18;

    private final MessageType message;
    private final FileNode root;

    private int leaves;

    private FileSchema(TableSchema schema) {
        List<Type> fields = new ArrayList<>();
        root = struct(schema.columns(), 0, 0, fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "a data file needs a column that can hold a value, but its schema has none: " + schema);
        }
        message = new MessageType(ROOT, fields);
    }

    static FileSchema of(TableSchema schema) {
        return new FileSchema(schema);
    }

    MessageType message() {
        return message;
    }

    FileNode root() {
        return root;
    }

    /** Whether a Parquet file can hold a column of this type. */
    static boolean holds(ColumnType type) {
        if (type instanceof ColumnType.Struct struct) {
            return struct.columns().stream().anyMatch(column -> holds(column.type()));
        }
        if (type instanceof ColumnType.ListOf list) {
            return holds(list.element());
        }
        if (type instanceof ColumnType.MapOf map) {
            return holds(map.key()) && holds(map.value());
        }
        return true;
    }

    static boolean asInt32(ColumnType.Decimal decimal) {
        return decimal.precision() <= MAX_INT32_DIGITS;
    }

    static boolean asInt64(ColumnType.Decimal decimal) {
        return decimal.precision() <= MAX_INT64_DIGITS;
    }

    /** The bytes that the two's complement of any number of {@code precision} digits fits. */
    static int fixedLength(int precision) {
        return (int) Math.ceil((precision * Math.log(10) / Math.log(2) + 1) / Byte.SIZE);
    }

    private FileNode struct(List<Column> columns, int definition, int repetition, List<Type> fields) {
        int first = leaves;
        FileNode[] children = new FileNode[columns.size()];
        for (int ordinal = 0; ordinal < children.length; ordinal++) {
            Column column = columns.get(ordinal);
            children[ordinal] = holds(column.type())
                    ? node(column.name(), column.type(), Repetition.OPTIONAL, definition + 1, repetition, fields)
                    : absent(column.type());
        }
        return new FileNode(first, leaves, definition, 0, children);
    }

    private FileNode node(
            String name, ColumnType type, Repetition presence, int definition, int repetition, List<Type> fields) {
        int first = leaves;
        if (type instanceof ColumnType.Struct struct) {
            List<Type> members = new ArrayList<>();
            FileNode node = struct(struct.columns(), definition, repetition, members);
            fields.add(new GroupType(presence, name, members));
            return node;
        }
        if (type instanceof ColumnType.ListOf list) {
            List<Type> members = new ArrayList<>();
            FileNode element =
                    node("element", list.element(), Repetition.OPTIONAL, definition + 2, repetition + 1, members);
            fields.add(repeated(presence, name, LogicalTypeAnnotation.listType(), "list", members));
            return new FileNode(first, leaves, definition, repetition + 1, element);
        }
        if (type instanceof ColumnType.MapOf map) {
            List<Type> members = new ArrayList<>();
            FileNode key = node("key", map.key(), Repetition.REQUIRED, definition + 1, repetition + 1, members);
            FileNode value = node("value", map.value(), Repetition.OPTIONAL, definition + 2, repetition + 1, members);
            fields.add(repeated(presence, name, LogicalTypeAnnotation.mapType(), "key_value", members));
            return new FileNode(first, leaves, definition, repetition + 1, key, value);
        }
        fields.add(primitive(type, presence).named(name));
        return FileNode.leaf(leaves++, definition);
    }

    private static GroupType repeated(
            Repetition presence, String name, LogicalTypeAnnotation annotation, String entry, List<Type> members) {
        return Types.buildGroup(presence)
                .as(annotation)
                .addField(new GroupType(Repetition.REPEATED, entry, members))
                .named(name);
    }

    /** The same tree without a leaf: values sent to it go nowhere. */
    private FileNode absent(ColumnType type) {
        FileNode[] children = {};
        if (type instanceof ColumnType.Struct struct) {
            children = struct.columns().stream()
                    .map(column -> absent(column.type()))
                    .toArray(FileNode[]::new);
        } else if (type instanceof ColumnType.ListOf list) {
            children = new FileNode[] {absent(list.element())};
        } else if (type instanceof ColumnType.MapOf map) {
            children = new FileNode[] {absent(map.key()), absent(map.value())};
        }
        return new FileNode(leaves, leaves, 0, 0, children);
    }

    private static Types.PrimitiveBuilder<PrimitiveType> primitive(ColumnType type, Repetition presence) {
        if (type instanceof ColumnType.Decimal decimal) {
            return decimal(decimal, presence);
        }
        return switch ((ColumnType.Primitive) type) {
            case BOOLEAN -> Types.primitive(BOOLEAN, presence);
            case BYTE -> Types.primitive(INT32, presence).as(LogicalTypeAnnotation.intType(8, true));
            case SHORT -> Types.primitive(INT32, presence).as(LogicalTypeAnnotation.intType(16, true));
            case INTEGER -> Types.primitive(INT32, presence);
            case LONG -> Types.primitive(INT64, presence);
            case FLOAT -> Types.primitive(FLOAT, presence);
            case DOUBLE -> Types.primitive(DOUBLE, presence);
            case STRING -> Types.primitive(BINARY, presence).as(LogicalTypeAnnotation.stringType());
            case BINARY -> Types.primitive(BINARY, presence);
            case DATE -> Types.primitive(INT32, presence).as(LogicalTypeAnnotation.dateType());
            case TIMESTAMP ->
                Types.primitive(INT64, presence).as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
        };
    }

    private static Types.PrimitiveBuilder<PrimitiveType> decimal(ColumnType.Decimal type, Repetition presence) {
        LogicalTypeAnnotation annotation = LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
        if (asInt32(type)) {
            return Types.primitive(INT32, presence).as(annotation);
        }
        if (asInt64(type)) {
            return Types.primitive(INT64, presence).as(annotation);
        }
        return Types.primitive(FIXED_LEN_BYTE_ARRAY, presence)
                .length(fixedLength(type.precision()))
                .as(annotation);
    }
}
