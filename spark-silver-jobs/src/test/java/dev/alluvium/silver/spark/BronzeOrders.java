// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A bronze table of change events of PostgreSQL, as the sink writes it. */
record BronzeOrders(SparkSession spark, Path path) {
    static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final StructType SCHEMA =
            StructType.fromDDL("before STRUCT<id: BIGINT, status: STRING, note: STRING>, "
                    + "after STRUCT<id: BIGINT, status: STRING, note: STRING>, "
                    + "source STRUCT<snapshot: STRING, sequence: STRING, lsn: BIGINT, ts_ms: BIGINT>, op STRING, "
                    + "_kafka STRUCT<epoch: BIGINT, topic: STRING, partition: INT, offset: BIGINT, key: STRUCT<id: BIGINT>>, "
                    + "_rescued STRING, _unavailable ARRAY<STRING>");

    /** An event at a second of 1970, which is its place in PostgreSQL's log as well. */
    Row event(String op, long id, long at, long offset, String status, String note) {
        boolean hasRow = List.of("c", "r", "u").contains(op);
        return RowFactory.create(
                null,
                hasRow ? RowFactory.create(id, status, note) : null,
                RowFactory.create(op.equals("r") ? "true" : null, "[null,\"" + at + "\"]", at, at * 1000),
                op,
                RowFactory.create(0L, "shop.public.orders", 0, offset, op.equals("t") ? null : RowFactory.create(id)),
                null,
                UNAVAILABLE.equals(note) ? List.of("after.note") : null);
    }

    void write(Row... events) {
        spark.createDataFrame(List.of(events), SCHEMA)
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .save(path.toString());
    }

    Promoted promoted(Path target, String storedAs) {
        return Promotions.debezium(path, target, storedAs, List.of());
    }

    List<String> current(Path table) {
        return texts(table, "concat_ws(' ', id, status, coalesce(note, 'null'))", "id");
    }

    List<String> history(Path table) {
        return texts(
                table,
                "concat(concat_ws(' ', id, status, coalesce(note, 'null')), ' ', unix_seconds(_valid_from), '..', "
                        + "coalesce(CAST(unix_seconds(_valid_to) AS STRING), ''))",
                "id, _sequence");
    }

    private List<String> texts(Path table, String text, String order) {
        return spark.sql("SELECT " + text + " FROM delta.`" + table + "` ORDER BY " + order).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
