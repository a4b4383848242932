// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Compares the schema of a table with that of incoming rows (rule 8 of the commit protocol).
 *
 * <p>A table only ever gains columns, at any depth, at the end of their struct. It keeps those that the rows lack, and it
 * never changes a type. What of the rows it cannot hold is named, and nothing is added for it.
 */
public final class SchemaEvolution {
    private final Predicate<String> mayAdd;
    private final List<String> added = new ArrayList<>();
    private final List<SchemaClash> clashes = new ArrayList<>();
    /** How many new columns are around the one at hand: what is in them is as new as they are. */
    private int newAround;

    private SchemaEvolution(Predicate<String> mayAdd) {
        this.mayAdd = mayAdd;
    }

    /** Tells what {@code table} needs to hold rows of {@code incoming}. Merging twice is the same as merging once. */
    public static SchemaChange merge(TableSchema table, TableSchema incoming) {
        return merge(table, incoming, path -> true);
    }

    /** @param mayAdd tells of the path of a column that the table lacks whether it may be added */
    public static SchemaChange merge(TableSchema table, TableSchema incoming, Predicate<String> mayAdd) {
        if (table.equals(incoming)) {
            return new SchemaChange(table, List.of(), List.of());
        }
        SchemaEvolution evolution = new SchemaEvolution(mayAdd);
        List<Column> merged = evolution.mergeColumns(table.columns(), incoming.columns(), "", "");
        return new SchemaChange(
                evolution.added.isEmpty() ? table : new TableSchema(merged, table.partitionBy()),
                evolution.added,
                evolution.clashes);
    }

    /** Prefixes end in a point, or are empty. */
    private List<Column> mergeColumns(List<Column> table, List<Column> incoming, String prefix, String tablePrefix) {
        Map<String, Column> merged = new LinkedHashMap<>();
        for (Column column : table) {
            merged.put(folded(column), column);
        }
        for (Column column : incoming) {
            String path = prefix + FieldPath.segment(column.name());
            Column known = merged.get(folded(column));
            if (known == null) {
                add(column, path).ifPresent(whole -> merged.put(folded(column), whole));
            } else if (known.name().equals(column.name())) {
                String tablePath = tablePrefix + FieldPath.segment(known.name());
                ColumnType type = mergeTypes(known.type(), column.type(), path, tablePath);
                merged.put(folded(column), new Column(known.name(), type));
            } else {
                clashes.add(new SchemaClash.OtherCase(path, tablePrefix + FieldPath.segment(known.name())));
            }
        }
        return List.copyOf(merged.values());
    }

    private ColumnType mergeTypes(ColumnType table, ColumnType incoming, String path, String tablePath) {
        if (table instanceof ColumnType.Struct known && incoming instanceof ColumnType.Struct struct) {
            return new ColumnType.Struct(mergeColumns(known.columns(), struct.columns(), path + ".", tablePath + "."));
        }
        int addedBefore = added.size();
        int clashesBefore = clashes.size();
        ColumnType merged = mergeNested(table, incoming, path, tablePath);
        if (clashes.size() == clashesBefore) {
            return merged;
        }
        added.subList(addedBefore, added.size()).clear();
        return table;
    }

    private ColumnType mergeNested(ColumnType table, ColumnType incoming, String path, String tablePath) {
        if (table instanceof ColumnType.ListOf known && incoming instanceof ColumnType.ListOf list) {
            return new ColumnType.ListOf(mergeTypes(
                    known.element(), list.element(), path + FieldPath.ELEMENT, tablePath + FieldPath.ELEMENT));
        }
        if (table instanceof ColumnType.MapOf known && incoming instanceof ColumnType.MapOf map) {
            if (!TypeFit.holdsKey(known.key(), map.key())) {
                clashes.add(new SchemaClash.OtherType(path + FieldPath.KEY, known.key(), map.key()));
            }
            return new ColumnType.MapOf(
                    known.key(),
                    mergeTypes(known.value(), map.value(), path + FieldPath.VALUE, tablePath + FieldPath.VALUE));
        }
        if (!TypeFit.holdsSimple(table, incoming)) {
            clashes.add(new SchemaClash.OtherType(path, table, incoming));
        }
        return table;
    }

    /** A new column, as far as Delta can hold it; empty if it is not to be added. */
    private Optional<Column> add(Column column, String path) {
        if (newAround == 0 && !mayAdd.test(path)) {
            clashes.add(new SchemaClash.Unknown(path));
            return Optional.empty();
        }
        newAround++;
        Optional<ColumnType> whole = whole(column.type(), path);
        newAround--;
        if (whole.isPresent() && newAround == 0) {
            added.add(path);
        }
        return whole.map(type -> new Column(column.name(), type));
    }

    /** A new column's type without what clashes in it: names that Delta cannot tell apart. Empty if nothing is left. */
    private Optional<ColumnType> whole(ColumnType type, String path) {
        if (type instanceof ColumnType.Struct struct) {
            List<Column> columns = mergeColumns(List.of(), struct.columns(), path + ".", path + ".");
            return columns.isEmpty() && !struct.columns().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ColumnType.Struct(columns));
        }
        int clashesBefore = clashes.size();
        if (type instanceof ColumnType.ListOf list) {
            whole(list.element(), path + FieldPath.ELEMENT);
        } else if (type instanceof ColumnType.MapOf map) {
            whole(map.key(), path + FieldPath.KEY);
            whole(map.value(), path + FieldPath.VALUE);
        }
        return clashes.size() == clashesBefore ? Optional.of(type) : Optional.empty();
    }

    private static String folded(Column column) {
        return column.name().toLowerCase(Locale.ROOT);
    }
}
