// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a silver table.
 *
 * @param keys the columns that tell its rows apart, each one of {@code columns}
 * @param columns all that come from the source, in order
 * @param tracked the positions of those of which each difference makes a version of the history
 */
record Layout(List<String> keys, StructType columns, Set<Integer> tracked) implements Serializable {
    /** Which change a row is as of. */
    static final String SEQUENCE = "_sequence";
    /** Which change ended a version. */
    static final String SEQUENCE_TO = "_sequence_to";
    /** What the source did: c, r, u, d, t, as Debezium names them. */
    static final String OP = "_op";
    /** When the source did it. */
    static final String SOURCE_TS = "_source_ts";
    /** When bronze had it. */
    static final String KNOWN_AT = "_known_at";
    /** Which version of bronze had it first. */
    static final String BRONZE_VERSION = "_bronze_version";
    /** Where values come from that the row's own change did not tell. */
    static final String CARRIED = "_carried";
    /** From when on a version is what the source has. */
    static final String VALID_FROM = "_valid_from";
    /** Until when, exclusively. */
    static final String VALID_TO = "_valid_to";
    /** Of an event: the columns that it does not tell. */
    static final String MISSING = "_missing";
    /** What a row is in the fold: an event, a row, a trace. */
    static final String ROLE = "_role";

    private static final StructType ORIGIN =
            new StructType().add("sequence", DataTypes.StringType).add("known", DataTypes.BooleanType);

    Layout {
        keys = List.copyOf(keys);
        tracked = Set.copyOf(tracked);
    }

    /** To join by. */
    String[] keyNames() {
        return keys.toArray(String[]::new);
    }

    /** To group by. */
    Column[] keyColumns() {
        return keys.stream().map(key -> functions.col(SilverTable.quoted(key))).toArray(Column[]::new);
    }

    List<String> names() {
        return List.of(columns.fieldNames());
    }

    /** What the table of the current state has: also that of the traces of rows that are gone. */
    StructType current() {
        return withProvenance(new StructType(columns.fields()).add(SEQUENCE, DataTypes.StringType));
    }

    /** What the table of the history has. */
    StructType history() {
        return withProvenance(new StructType(columns.fields())
                .add(VALID_FROM, DataTypes.TimestampType)
                .add(VALID_TO, DataTypes.TimestampType)
                .add(SEQUENCE, DataTypes.StringType)
                .add(SEQUENCE_TO, DataTypes.StringType));
    }

    private static StructType withProvenance(StructType columns) {
        return columns.add(OP, DataTypes.StringType)
                .add(SOURCE_TS, DataTypes.TimestampType)
                .add(KNOWN_AT, DataTypes.TimestampType)
                .add(BRONZE_VERSION, DataTypes.LongType)
                .add(CARRIED, DataTypes.createMapType(DataTypes.StringType, ORIGIN, false));
    }

    /** What one fold reads and writes: every column of any of the tables, and what the row is. */
    StructType folded() {
        return history()
                .add(MISSING, DataTypes.createArrayType(DataTypes.StringType))
                .add(ROLE, DataTypes.StringType);
    }

    static Layout of(List<String> keys, StructType columns, Set<String> untracked) {
        Set<Integer> tracked = new TreeSet<>();
        List<StructField> fields = new ArrayList<>();
        for (StructField field : columns.fields()) {
            if (!untracked.contains(field.name())) {
                tracked.add(fields.size());
            }
            fields.add(new StructField(field.name(), field.dataType(), true, field.metadata()));
        }
        return new Layout(keys, new StructType(fields.toArray(StructField[]::new)), tracked);
    }
}
