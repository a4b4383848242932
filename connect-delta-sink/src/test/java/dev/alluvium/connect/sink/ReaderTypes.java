// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What the readers of Delta call the type of a column, to the letter. */
@SuppressWarnings("ImmutableEnumChecker") // Maps made by Map.of are.
enum ReaderTypes {
    DELTA(
            Map.ofEntries(
                    Map.entry(Primitive.BOOLEAN, "boolean"),
                    Map.entry(Primitive.BYTE, "byte"),
                    Map.entry(Primitive.SHORT, "short"),
                    Map.entry(Primitive.INTEGER, "integer"),
                    Map.entry(Primitive.LONG, "long"),
                    Map.entry(Primitive.FLOAT, "float"),
                    Map.entry(Primitive.DOUBLE, "double"),
                    Map.entry(Primitive.STRING, "string"),
                    Map.entry(Primitive.BINARY, "binary"),
                    Map.entry(Primitive.DATE, "date"),
                    Map.entry(Primitive.TIMESTAMP, "timestamp")),
            "decimal(%d,%d)",
            "array<%s>",
            "map<%s, %s>",
            "struct<%s>",
            (name, type) -> name + ": " + type),
    SPARK(
            Map.ofEntries(
                    Map.entry(Primitive.BOOLEAN, "BOOLEAN"),
                    Map.entry(Primitive.BYTE, "TINYINT"),
                    Map.entry(Primitive.SHORT, "SMALLINT"),
                    Map.entry(Primitive.INTEGER, "INT"),
                    Map.entry(Primitive.LONG, "BIGINT"),
                    Map.entry(Primitive.FLOAT, "FLOAT"),
                    Map.entry(Primitive.DOUBLE, "DOUBLE"),
                    Map.entry(Primitive.STRING, "STRING"),
                    Map.entry(Primitive.BINARY, "BINARY"),
                    Map.entry(Primitive.DATE, "DATE"),
                    Map.entry(Primitive.TIMESTAMP, "TIMESTAMP")),
            "DECIMAL(%d,%d)",
            "ARRAY<%s>",
            "MAP<%s, %s>",
            "STRUCT<%s>",
            (name, type) -> name + ": " + type),
    TRINO(
            Map.ofEntries(
                    Map.entry(Primitive.BOOLEAN, "boolean"),
                    Map.entry(Primitive.BYTE, "tinyint"),
                    Map.entry(Primitive.SHORT, "smallint"),
                    Map.entry(Primitive.INTEGER, "integer"),
                    Map.entry(Primitive.LONG, "bigint"),
                    Map.entry(Primitive.FLOAT, "real"),
                    Map.entry(Primitive.DOUBLE, "double"),
                    Map.entry(Primitive.STRING, "varchar"),
                    Map.entry(Primitive.BINARY, "varbinary"),
                    Map.entry(Primitive.DATE, "date"),
                    Map.entry(Primitive.TIMESTAMP, "timestamp(3) with time zone")),
            "decimal(%d, %d)",
            "array(%s)",
            "map(%s, %s)",
            "row(%s)",
            (name, type) -> inTrino(name) + " " + type),
    PYTHON(
            Map.ofEntries(
                    Map.entry(Primitive.BOOLEAN, "bool"),
                    Map.entry(Primitive.BYTE, "int8"),
                    Map.entry(Primitive.SHORT, "int16"),
                    Map.entry(Primitive.INTEGER, "int32"),
                    Map.entry(Primitive.LONG, "int64"),
                    Map.entry(Primitive.FLOAT, "float"),
                    Map.entry(Primitive.DOUBLE, "double"),
                    Map.entry(Primitive.STRING, "string"),
                    Map.entry(Primitive.BINARY, "binary"),
                    Map.entry(Primitive.DATE, "date32[day]"),
                    Map.entry(Primitive.TIMESTAMP, "timestamp[us, tz=UTC]")),
            "decimal128(%d, %d)",
            "list<element: %s>",
            "map<%s, %s>",
            "struct<%s>",
            (name, type) -> name + ": " + type);

    private final Map<Primitive, String> primitives;
    private final String decimal;
    private final String list;
    private final String map;
    private final String struct;
    private final BiFunction<String, String, String> member;

    ReaderTypes(
            Map<Primitive, String> primitives,
            String decimal,
            String list,
            String map,
            String struct,
            BiFunction<String, String, String> member) {
        this.primitives = primitives;
        this.decimal = decimal;
        this.list = list;
        this.map = map;
        this.struct = struct;
        this.member = member;
    }

    /** Trino has the names of fields in lower case, and in quotes unless they are plain. */
    private static String inTrino(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.matches("[a-z][a-z0-9_]*") ? lower : '"' + lower + '"';
    }

    /** @param columns that one field fills, its own first: of the others, the names are told as well */
    String of(List<Column> columns) {
        return columns.stream()
                .skip(1)
                .map(column -> "; " + column.name() + ": " + of(column.type()))
                .collect(Collectors.joining("", of(columns.get(0).type()), ""));
    }

    private String of(ColumnType type) {
        if (type instanceof ColumnType.Decimal given) {
            return decimal.formatted(given.precision(), given.scale());
        }
        if (type instanceof ColumnType.ListOf given) {
            return list.formatted(of(given.element()));
        }
        if (type instanceof ColumnType.MapOf given) {
            return map.formatted(of(given.key()), of(given.value()));
        }
        if (type instanceof ColumnType.Struct given) {
            return struct.formatted(given.columns().stream()
                    .map(column -> member.apply(column.name(), of(column.type())))
                    .collect(Collectors.joining(", ")));
        }
        return primitives.get(type);
    }
}
