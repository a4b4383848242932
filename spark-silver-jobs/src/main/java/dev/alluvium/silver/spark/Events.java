// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How the events of a bronze table are read.
 *
 * @param layout of the tables that they make
 * @param values SQL expressions of the layout's columns, by name, in its order
 * @param sequence an SQL expression of the sequence
 * @param op an SQL expression that gives one of Debezium's letters; null for what is no event
 * @param sourceTs an SQL expression of the time of the source
 * @param missing an SQL expression of the names of columns that the event does not tell
 */
record Events(Layout layout, Map<String, String> values, String sequence, String op, String sourceTs, String missing) {
    /** When bronze had a row. */
    static final String KNOWN_AT = "_alluvium_known_at";
    /** What bronze's columns could not hold. */
    static final String RESCUED = "_rescued";

    /** @throws SilverException if the table does not tell what the promotion has to know, and it is not said */
    static Events of(StructType bronze, Promoted promoted) {
        if (Arrays.stream(bronze.fields()).noneMatch(field -> field.name().equals("_kafka"))) {
            throw new SilverException(promoted.source()
                    + " has no column _kafka: name a bronze table of the sink, with delta.row.layout=typed");
        }
        return DebeziumEvents.isEnvelope(bronze)
                ? DebeziumEvents.of(bronze, promoted)
                : FlatEvents.of(bronze, promoted);
    }

    /** The events among bronze's rows, of the columns of {@link Layout#folded()}. */
    Dataset<Row> read(Dataset<Row> bronze) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : layout.columns().fields()) {
            columns.add(expr(value(field.name())).cast(field.dataType()).as(field.name()));
        }
        columns.add(expr(sequence).as(Layout.SEQUENCE));
        columns.add(expr(op).as(Layout.OP));
        columns.add(expr(sourceTs).cast("timestamp").as(Layout.SOURCE_TS));
        columns.add(col(KNOWN_AT).as(Layout.KNOWN_AT));
        columns.add(col(Layout.BRONZE_VERSION));
        columns.add(expr(missing).as(Layout.MISSING));
        Dataset<Row> events = bronze.select(columns.toArray(Column[]::new))
                .where(col(Layout.OP).isNotNull());
        return SilverTable.shaped(events, layout.folded());
    }

    private String value(String column) {
        String value = values.get(column);
        return value == null ? "NULL" : value;
    }

    /** Of a number, so that texts are ordered as the numbers are. */
    static String sortable(String number) {
        return "lpad(hex(coalesce(CAST(" + number + " AS BIGINT), 0)), 16, '0')";
    }

    /** What comes behind the source's position: where the record was in Kafka. */
    static String offset() {
        return sortable("_kafka.offset") + ", lpad(hex(_kafka.partition), 4, '0')";
    }

    /** What comes before the source's position. */
    static String epoch(Promoted promoted) {
        return "lpad(hex(_kafka.epoch + " + promoted.epoch() + "), 8, '0')";
    }

    /** A row's columns, and beside them what bronze could not put into its own. */
    static StructType withRescued(StructType columns, StructType bronze) {
        boolean isThere = Arrays.stream(bronze.fields())
                .anyMatch(field ->
                        field.name().equals(RESCUED) && field.dataType().equals(DataTypes.StringType));
        return isThere ? columns.add(RESCUED, DataTypes.StringType) : columns;
    }

    /** The layout of a source's columns, as the promotion wants them. */
    static Layout layout(Promoted promoted, List<String> keys, StructType source) {
        List<String> wanted = promoted.columnList();
        Map<String, StructField> fields = new LinkedHashMap<>();
        for (String key : keys) {
            fields.put(key, field(source, key, promoted));
        }
        for (StructField field : source.fields()) {
            if ((wanted.isEmpty() || wanted.contains(field.name()))
                    && !promoted.exceptColumnList().contains(field.name())) {
                fields.putIfAbsent(field.name(), field);
            }
        }
        StructType columns = new StructType();
        for (StructField field : fields.values()) {
            String type = promoted.types().get(field.name());
            columns = type == null
                    ? columns.add(field.name(), field.dataType())
                    : columns.add(field.name(), DataType.fromDDL(type));
        }
        return Layout.of(keys, columns, untracked(promoted, columns));
    }

    private static StructField field(StructType source, String name, Promoted promoted) {
        return Arrays.stream(source.fields())
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SilverException(
                        "the key " + name + " of " + promoted.target() + " is no column of " + promoted.source()));
    }

    private static TreeSet<String> untracked(Promoted promoted, StructType columns) {
        TreeSet<String> untracked = new TreeSet<>();
        if (!promoted.trackHistoryColumnList().isEmpty()) {
            untracked.addAll(List.of(columns.fieldNames()));
            promoted.trackHistoryColumnList().forEach(untracked::remove);
        }
        untracked.addAll(promoted.trackHistoryExceptColumnList());
        return untracked;
    }
}
