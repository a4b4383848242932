// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Events whose fields are the columns of a row: each one is the row as it is from then on. */
final class FlatEvents {
    private FlatEvents() {}

    static Events of(StructType bronze, Promoted promoted) {
        if (promoted.keys().isEmpty()) {
            throw new SilverException("keys of " + promoted.target() + " are not said, and " + promoted.source()
                    + " holds no change events of Debezium that would tell them");
        }
        StructType source = new StructType();
        for (StructField field : bronze.fields()) {
            if (!field.name().startsWith("_")) {
                source = source.add(field);
            }
        }
        Layout layout = Events.layout(promoted, promoted.keys(), Events.withRescued(source, bronze));
        Map<String, String> values = new LinkedHashMap<>();
        layout.names().forEach(column -> values.put(column, SilverTable.quoted(column)));
        String position = promoted.sequenceBy().isEmpty() ? "" : position(promoted.sequenceBy()) + ", ";
        return new Events(
                layout,
                values,
                "concat_ws('.', " + Events.epoch(promoted) + ", " + position + Events.offset() + ")",
                op(promoted),
                "_kafka.timestamp",
                promoted.ignoreNullUpdates() ? nulls(layout) : "CAST(NULL AS ARRAY<STRING>)");
    }

    private static String op(Promoted promoted) {
        StringBuilder op = new StringBuilder("CASE");
        if (!promoted.applyAsTruncates().isEmpty()) {
            op.append(" WHEN ").append(promoted.applyAsTruncates()).append(" THEN 't'");
        }
        if (!promoted.applyAsDeletes().isEmpty()) {
            op.append(" WHEN ").append(promoted.applyAsDeletes()).append(" THEN 'd'");
        }
        String hasKey = promoted.keys().stream()
                .map(key -> SilverTable.quoted(key) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return op.append(" WHEN ").append(hasKey).append(" THEN 'u' END").toString();
    }

    private static String nulls(Layout layout) {
        return layout.names().stream()
                .filter(column -> !layout.keys().contains(column))
                .map(column -> "CASE WHEN " + SilverTable.quoted(column) + " IS NULL THEN '"
                        + column.replace("'", "\\'") + "' END")
                .collect(Collectors.joining(", ", "array_compact(array(", "))"));
    }

    /** Whole numbers, times and texts, as texts that are ordered as they are. */
    static String position(List<String> sequenceBy) {
        return sequenceBy.stream().map(FlatEvents::sortable).collect(Collectors.joining(", "));
    }

    private static String sortable(String expression) {
        String text = "CAST(" + expression + " AS STRING)";
        return "CASE WHEN typeof(" + expression + ") IN ('string', 'date') THEN " + text
                + " WHEN typeof(" + expression + ") LIKE 'timestamp%' THEN "
                + ordered("unix_micros(CAST(" + text + " AS TIMESTAMP))")
                + " ELSE " + ordered("CAST(" + text + " AS BIGINT)") + " END";
    }

    /** With the sign turned, negative numbers are first. */
    private static String ordered(String number) {
        return "lpad(hex(" + number + " ^ -9223372036854775808), 16, '0')";
    }
}
