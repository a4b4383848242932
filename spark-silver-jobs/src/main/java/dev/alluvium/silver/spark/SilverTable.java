// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table that a promotion writes, by its path.
 *
 * @param identity the columns that tell its rows apart
 */
record SilverTable(SparkSession spark, String path, StructType schema, List<String> identity) {
    private static final String APP_ID = "spark.databricks.delta.write.txnAppId";
    private static final String VERSION = "spark.databricks.delta.write.txnVersion";

    /** Makes the table if there is none, and adds the columns that it has not. */
    void prepare(Map<String, String> properties) {
        if (!DeltaTable.isDeltaTable(spark, path)) {
            var builder = DeltaTable.createIfNotExists(spark).location(path).addColumns(schema);
            for (Map.Entry<String, String> property : properties.entrySet()) {
                builder = builder.property(property.getKey(), property.getValue());
            }
            builder.execute();
            return;
        }
        List<String> there = List.of(read().schema().fieldNames());
        List<StructField> missing = new ArrayList<>();
        for (StructField field : schema.fields()) {
            if (!there.contains(field.name())) {
                missing.add(field);
            }
        }
        if (!missing.isEmpty()) {
            String columns = missing.stream()
                    .map(field -> quoted(field.name()) + " " + field.dataType().sql())
                    .collect(Collectors.joining(", "));
            spark.sql("ALTER TABLE delta." + quoted(path) + " ADD COLUMNS (" + columns + ")");
        }
    }

    Dataset<Row> read() {
        return spark.read().format("delta").load(path);
    }

    /** Writes rows, at most one of each identity, in place of the stored ones of the same identity or beside them. */
    void put(Dataset<Row> source, Txn txn) {
        commit(source, txn, merge -> merge.whenMatched()
                .updateExpr(columns())
                .whenNotMatched()
                .insertExpr(columns()));
    }

    /** Removes the rows of the same identities. */
    void remove(Dataset<Row> source, Txn txn) {
        commit(source, txn, merge -> merge.whenMatched().delete());
    }

    /**
     * Puts rows and removes others, in one commit.
     *
     * @param goes the role of those rows of the source whose stored ones are removed
     */
    void merge(Dataset<Row> source, String goes, Txn txn) {
        String isGoing = "s." + Layout.ROLE + " = '" + goes + "'";
        commit(source, txn, merge -> merge.whenMatched(isGoing)
                .delete()
                .whenMatched()
                .updateExpr(columns())
                .whenNotMatched("NOT (" + isGoing + ")")
                .insertExpr(columns()));
    }

    private Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : schema.fieldNames()) {
            columns.put(quoted(column), "s." + quoted(column));
        }
        return columns;
    }

    /** Without rows there is nothing to look for in the table, and no commit. */
    private void commit(Dataset<Row> source, Txn txn, UnaryOperator<DeltaMergeBuilder> what) {
        if (source.isEmpty()) {
            return;
        }
        String on = identity.stream()
                .map(column -> "t." + quoted(column) + " = s." + quoted(column))
                .collect(Collectors.joining(" AND "));
        within(txn, () -> what.apply(DeltaTable.forPath(spark, path).as("t").merge(source.as("s"), on))
                .execute());
    }

    /** Delta passes over what this version of this application has written already. */
    private void within(Txn txn, Runnable write) {
        spark.conf().set(APP_ID, txn.application());
        spark.conf().set(VERSION, Long.toString(txn.version()));
        try {
            write.run();
        } finally {
            spark.conf().unset(APP_ID);
            spark.conf().unset(VERSION);
        }
        txn.done().accept(txn.application());
    }

    /** All columns of a wanted schema, null where the rows have none. */
    static Dataset<Row> shaped(Dataset<Row> rows, StructType wanted) {
        List<String> there = List.of(rows.schema().fieldNames());
        Column[] columns = new Column[wanted.length()];
        for (int i = 0; i < columns.length; i++) {
            StructField field = wanted.fields()[i];
            Column column = there.contains(field.name()) ? functions.col(quoted(field.name())) : functions.lit(null);
            columns[i] = column.cast(field.dataType()).as(field.name());
        }
        return rows.select(columns);
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
