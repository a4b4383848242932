// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import dev.alluvium.silver.cdc.Change;
import dev.alluvium.silver.cdc.Change.Kind;
import dev.alluvium.silver.cdc.CurrentRow;
import dev.alluvium.silver.cdc.Origin;
import dev.alluvium.silver.cdc.RowVersion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Spark's rows, of the columns of {@link Layout#folded()}, as what the core knows, and back. */
final class Rows implements Serializable {
    private static final long serialVersionUID = 1;

    private final Layout layout;
    private final StructType schema;
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Integer> keys = new ArrayList<>();

    Rows(Layout layout) {
        this.layout = layout;
        this.schema = layout.folded();
        this.names = new ArrayList<>(layout.names());
        for (int i = 0; i < names.size(); i++) {
            positions.put(names.get(i), i);
        }
        layout.keys().forEach(key -> keys.add(schema.fieldIndex(key)));
    }

    StructType schema() {
        return schema;
    }

    Set<Integer> tracked() {
        return layout.tracked();
    }

    String role(Row row) {
        return row.getString(at(Layout.ROLE));
    }

    List<@Nullable Object> key(Row row) {
        List<@Nullable Object> key = new ArrayList<>(keys.size());
        keys.forEach(position -> key.add(row.get(position)));
        return key;
    }

    /** An event, or an unseen one as it was stored. */
    Change change(Row row) {
        String op = row.getString(at(Layout.OP));
        String sequence = row.getString(at(Layout.SEQUENCE));
        Kind kind = kind(op);
        if (kind == Kind.DELETE) {
            return Change.delete(sequence, about(row));
        }
        Map<Integer, Origin> fills = carried(row);
        Set<Integer> missing = new TreeSet<>(fills.keySet());
        List<String> untold = row.isNullAt(at(Layout.MISSING)) ? List.of() : row.getList(at(Layout.MISSING));
        List<@Nullable Object> values = values(row);
        for (String column : untold) {
            Integer position = positions.get(column);
            if (position != null) {
                missing.add(position);
                values.set(position, null);
            }
        }
        return new Change(sequence, kind, values, missing, fills, about(row));
    }

    CurrentRow current(Row row) {
        Kind kind = kind(row.getString(at(Layout.OP)));
        List<@Nullable Object> values = values(row);
        if (kind == Kind.DELETE) {
            values.clear();
        }
        return new CurrentRow(row.getString(at(Layout.SEQUENCE)), kind, values, carried(row), about(row));
    }

    RowVersion version(Row row) {
        Change first = new Change(
                row.getString(at(Layout.SEQUENCE)),
                kind(row.getString(at(Layout.OP))),
                List.of(),
                Set.of(),
                about(row));
        String to = row.getString(at(Layout.SEQUENCE_TO));
        Optional<Change> end = to == null
                ? Optional.empty()
                : Optional.of(Change.delete(to, new About("d", row.get(at(Layout.VALID_TO)), null, null)));
        return new RowVersion(first, values(row), carried(row), end);
    }

    Row row(List<@Nullable Object> key, CurrentRow current, String role) {
        return RowFactory.create(
                cells(key, current.sequence(), current.values(), current.carried(), current.about(), role));
    }

    Row row(List<@Nullable Object> key, RowVersion version, String role) {
        About about = (About) version.first().about();
        @Nullable Object[] cells = cells(key, version.first().sequence(), version.values(), version.carried(), about, role);
        cells[at(Layout.VALID_FROM)] = about.sourceTs();
        version.end().ifPresent(end -> {
            cells[at(Layout.SEQUENCE_TO)] = end.sequence();
            cells[at(Layout.VALID_TO)] = ((About) end.about()).sourceTs();
        });
        return RowFactory.create(cells);
    }

    Row row(List<@Nullable Object> key, Change change, String role) {
        return RowFactory.create(cells(key, change.sequence(), change.values(), change.fills(), change.about(), role));
    }

    /** Names what begins with this change. */
    Row row(List<@Nullable Object> key, String sequence, String role) {
        return RowFactory.create(cells(key, sequence, List.of(), Map.of(), new About(null, null, null, null), role));
    }

    private @Nullable Object[] cells(
            List<@Nullable Object> key,
            String sequence,
            List<@Nullable Object> values,
            Map<Integer, Origin> carried,
            Object about,
            String role) {
        @Nullable Object[] cells = new @Nullable Object[schema.length()];
        for (int i = 0; i < values.size(); i++) {
            cells[i] = values.get(i);
        }
        for (int i = 0; i < keys.size(); i++) {
            cells[keys.get(i)] = key.get(i);
        }
        cells[at(Layout.ROLE)] = role;
        cells[at(Layout.SEQUENCE)] = sequence;
        About all = (About) about;
        cells[at(Layout.OP)] = all.op();
        cells[at(Layout.SOURCE_TS)] = all.sourceTs();
        cells[at(Layout.KNOWN_AT)] = all.knownAt();
        cells[at(Layout.BRONZE_VERSION)] = all.bronzeVersion();
        if (!carried.isEmpty()) {
            Map<String, Row> origins = new TreeMap<>();
            carried.forEach((column, origin) ->
                    origins.put(names.get(column), RowFactory.create(origin.sequence(), origin.known())));
            cells[at(Layout.CARRIED)] = scala.jdk.javaapi.CollectionConverters.asScala(origins);
        }
        return cells;
    }

    private List<@Nullable Object> values(Row row) {
        List<@Nullable Object> values = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            values.add(row.get(i));
        }
        return values;
    }

    private Map<Integer, Origin> carried(Row row) {
        Map<Integer, Origin> carried = new TreeMap<>();
        if (!row.isNullAt(at(Layout.CARRIED))) {
            Map<String, Row> origins = row.getJavaMap(at(Layout.CARRIED));
            origins.forEach((column, origin) -> {
                Integer position = positions.get(column);
                if (position != null) {
                    carried.put(position, new Origin(origin.getString(0), origin.getBoolean(1)));
                }
            });
        }
        return carried;
    }

    private About about(Row row) {
        return new About(
                row.getString(at(Layout.OP)),
                row.get(at(Layout.SOURCE_TS)),
                row.get(at(Layout.KNOWN_AT)),
                row.isNullAt(at(Layout.BRONZE_VERSION)) ? null : row.getLong(at(Layout.BRONZE_VERSION)));
    }

    private int at(String column) {
        return schema.fieldIndex(column);
    }

    /** By the letters of Debezium's {@code op}. */
    static Kind kind(@Nullable String op) {
        return switch (op == null ? "" : op) {
            case "c", "r" -> Kind.INSERT;
            case "d", About.TRUNCATE -> Kind.DELETE;
            default -> Kind.UPDATE;
        };
    }
}
