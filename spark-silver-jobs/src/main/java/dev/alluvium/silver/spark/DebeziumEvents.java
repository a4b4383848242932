// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Debezium's change events: keys, order, deletes and truncates are found in the table itself.
 *
 * <p>The position is what the source's own log is ordered by. PostgreSQL's is the last commit before the event and the event's place in the log:
 * places alone are not ordered, for transactions overlap. What a full snapshot read comes before all that was streamed since.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/connectors/postgresql.html">Debezium's connectors</a>
 */
final class DebeziumEvents {
    private static final String OP = "CASE WHEN op IN ('c', 'u', 'd', 'r', 't') THEN op END";
    private static final String STREAMED =
            "CASE WHEN op = 'r' AND coalesce(source.snapshot, 'false') NOT IN ('false', 'incremental') THEN '0' ELSE '1' END";
    private static final String MISSING =
            "transform(filter(_unavailable, path -> startswith(path, 'after.')), path -> substring(path, 7))";
    private static final String SOURCE_TS = "timestamp_millis(source.ts_ms)";
    private static final String SOURCE_TS_MICROS = "coalesce(timestamp_micros(source.ts_us), " + SOURCE_TS + ")";

    private DebeziumEvents() {}

    static boolean isEnvelope(StructType bronze) {
        return List.of("before", "after", "source").stream()
                        .allMatch(name -> struct(bronze, name).length() > 0)
                && names(bronze).contains("op");
    }

    static Events of(StructType bronze, Promoted promoted) {
        StructType after = struct(bronze, "after");
        StructType source = struct(bronze, "source");
        List<String> inKey = names(struct(struct(bronze, "_kafka"), "key"));
        List<String> keys = promoted.keys().isEmpty() ? inKey : promoted.keys();
        if (keys.isEmpty()) {
            throw new SilverException(
                    promoted.source()
                            + " has events without a key: its source table has no primary key. Say keys: [...], or message.key.columns of Debezium");
        }
        Layout layout = Events.layout(promoted, keys, Events.withRescued(after, bronze));
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : layout.names()) {
            values.put(column, value(column, keys.contains(column), inKey.contains(column)));
        }
        String sourceTs = names(source).contains("ts_us") ? SOURCE_TS_MICROS : SOURCE_TS;
        String missing = names(bronze).contains("_unavailable") ? MISSING : "CAST(NULL AS ARRAY<STRING>)";
        return new Events(layout, values, sequence(source, promoted), OP, sourceTs, missing);
    }

    private static String value(String column, boolean isKey, boolean isInKey) {
        String name = SilverTable.quoted(column);
        if (column.equals(Events.RESCUED)) {
            return name;
        } else if (!isKey) {
            return "after." + name;
        }
        return isInKey ? "_kafka.key." + name : "coalesce(after." + name + ", before." + name + ")";
    }

    private static String sequence(StructType source, Promoted promoted) {
        List<String> names = names(source);
        String position;
        if (!promoted.sequenceBy().isEmpty()) {
            position = FlatEvents.position(promoted.sequenceBy());
        } else if (names.contains("lsn")) {
            position = STREAMED + ", " + Events.sortable("nullif(get_json_object(source.sequence, '$[0]'), 'null')")
                    + ", " + Events.sortable("source.lsn");
        } else if (names.contains("file") && names.contains("pos")) {
            position = STREAMED + ", " + Events.sortable("regexp_extract(source.file, '([0-9]+)$', 1)") + ", "
                    + Events.sortable("source.pos") + ", " + Events.sortable("source.row");
        } else {
            position = STREAMED;
        }
        return "concat_ws('.', " + Events.epoch(promoted) + ", " + position + ", " + Events.offset() + ")";
    }

    private static StructType struct(StructType type, String name) {
        return Arrays.stream(type.fields())
                .filter(field -> field.name().equals(name) && field.dataType() instanceof StructType)
                .map(StructField::dataType)
                .map(StructType.class::cast)
                .findFirst()
                .orElse(new StructType());
    }

    private static List<String> names(StructType type) {
        return List.of(type.fieldNames());
    }
}
