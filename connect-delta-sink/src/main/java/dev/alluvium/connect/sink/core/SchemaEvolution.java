// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the schema of a table with that of incoming rows (rule 8 of the commit protocol).
 *
 * <p>A table only ever gains columns, at any depth, at the end of their struct. It keeps those that the rows lack, and it
 * never changes a type.
 */
public final class SchemaEvolution {
    private final List<String> added = new ArrayList<>();
    private SchemaChange.@Nullable Incompatible fault;

    private SchemaEvolution() {}

    /** Tells what {@code table} needs to hold rows of {@code incoming}. Merging twice is the same as merging once. */
    public static SchemaChange merge(TableSchema table, TableSchema incoming) {
        if (table.equals(incoming)) {
            return new SchemaChange.Unchanged();
        }
        SchemaEvolution evolution = new SchemaEvolution();
        List<Column> merged = evolution.mergeColumns(table.columns(), incoming.columns(), "", "");
        if (evolution.fault != null) {
            return evolution.fault;
        }
        return evolution.added.isEmpty()
                ? new SchemaChange.Unchanged()
                : new SchemaChange.AddColumns(new TableSchema(merged), evolution.added);
    }

    /** Prefixes end in a point, or are empty. */
    private List<Column> mergeColumns(List<Column> table, List<Column> incoming, String prefix, String tablePrefix) {
        Map<String, Column> merged = new LinkedHashMap<>();
        for (Column column : table) {
            merged.put(folded(column), column);
        }
        for (Column column : incoming) {
            String path = prefix + column.name();
            Column known = merged.get(folded(column));
            if (known == null) {
                added.add(path);
                merged.put(folded(column), new Column(column.name(), whole(column.type(), path)));
            } else if (known.name().equals(column.name())) {
                ColumnType type = mergeTypes(known.type(), column.type(), path, tablePrefix + known.name());
                merged.put(folded(column), new Column(known.name(), type));
            } else {
                incompatible(path, tablePrefix + known.name(), known.type(), column.type());
            }
        }
        return List.copyOf(merged.values());
    }

    private ColumnType mergeTypes(ColumnType table, ColumnType incoming, String path, String tablePath) {
        if (table instanceof ColumnType.Struct known && incoming instanceof ColumnType.Struct struct) {
            return new ColumnType.Struct(mergeColumns(known.columns(), struct.columns(), path + ".", tablePath + "."));
        }
        if (table instanceof ColumnType.ListOf known && incoming instanceof ColumnType.ListOf list) {
            return new ColumnType.ListOf(
                    mergeTypes(known.element(), list.element(), path + ".element", tablePath + ".element"));
        }
        if (table instanceof ColumnType.MapOf known && incoming instanceof ColumnType.MapOf map) {
            // A key is what it is as a whole: one that gained a column would be another key.
            if (!known.key().equals(map.key())) {
                incompatible(path + ".key", tablePath + ".key", known.key(), map.key());
            }
            return new ColumnType.MapOf(
                    known.key(), mergeTypes(known.value(), map.value(), path + ".value", tablePath + ".value"));
        }
        if (!table.equals(incoming)) {
            incompatible(path, tablePath, table, incoming);
        }
        return table;
    }

    /** A new column's type, looked through for names that Delta cannot tell apart. Only the column itself counts as added. */
    private ColumnType whole(ColumnType type, String path) {
        int before = added.size();
        ColumnType whole = type;
        if (type instanceof ColumnType.Struct struct) {
            whole = new ColumnType.Struct(mergeColumns(List.of(), struct.columns(), path + ".", path + "."));
        } else if (type instanceof ColumnType.ListOf list) {
            whole = new ColumnType.ListOf(whole(list.element(), path + ".element"));
        } else if (type instanceof ColumnType.MapOf map) {
            whole = new ColumnType.MapOf(map.key(), whole(map.value(), path + ".value"));
        }
        added.subList(before, added.size()).clear();
        return whole;
    }

    private void incompatible(String path, String tablePath, ColumnType tableType, ColumnType incomingType) {
        if (fault == null) {
            fault = new SchemaChange.Incompatible(path, tablePath, tableType, incomingType);
        }
    }

    private static String folded(Column column) {
        return column.name().toLowerCase(Locale.ROOT);
    }
}
