// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table of the changes that ended every row: few, and late events need them. */
final class Truncates {
    private static final StructType SCHEMA =
            new StructType().add(Layout.SEQUENCE, DataTypes.StringType).add(Layout.SOURCE_TS, DataTypes.TimestampType);

    private final SilverTable table;

    Truncates(SparkSession spark, String path) {
        this.table = new SilverTable(spark, path + "__truncates", SCHEMA, List.of(Layout.SEQUENCE));
    }

    void prepare() {
        table.prepare(Map.of());
    }

    /** Those of a batch. */
    static List<Truncate> in(Dataset<Row> events) {
        return list(events.where(col(Layout.OP).equalTo(About.TRUNCATE)));
    }

    /** All that are known, with these. */
    List<Truncate> with(List<Truncate> news) {
        TreeMap<String, Truncate> all = new TreeMap<>();
        list(table.read()).forEach(truncate -> all.put(truncate.sequence(), truncate));
        news.forEach(truncate -> all.put(truncate.sequence(), truncate));
        return new ArrayList<>(all.values());
    }

    void write(Dataset<Row> events, Txn txn) {
        Dataset<Row> news = SilverTable.shaped(events.where(col(Layout.OP).equalTo(About.TRUNCATE)), SCHEMA)
                .distinct();
        table.put(news, txn.of("truncates"));
    }

    private static List<Truncate> list(Dataset<Row> rows) {
        return rows.select(Layout.SEQUENCE, Layout.SOURCE_TS).distinct().collectAsList().stream()
                .map(row -> new Truncate(row.getString(0), (Serializable) row.get(1)))
                .toList();
    }
}
