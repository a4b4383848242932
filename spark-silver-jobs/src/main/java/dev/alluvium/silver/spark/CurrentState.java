// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The table of the current state, and beside it the table of traces of rows that are gone, which late events need.
 *
 * <p>A batch makes two commits, the traces first. If it dies between them, the row is still there and its trace is later than it, so that the
 * trace counts; the batch is told again and ends the same.
 */
final class CurrentState {
    private final Layout layout;
    private final SilverTable rows;
    private final SilverTable traces;

    CurrentState(SparkSession spark, String path, Layout layout) {
        this.layout = layout;
        this.rows = new SilverTable(spark, path, layout.current(), layout.keys());
        this.traces = new SilverTable(spark, path + "__tombstones", layout.current(), layout.keys());
    }

    void prepare(Map<String, String> properties) {
        traces.prepare(Map.of());
        rows.prepare(properties);
    }

    /**
     * Writes what a batch of events makes of the rows.
     *
     * @param events of the columns of {@link Layout#folded()}
     * @param truncates all that are known
     * @param everyRow whether there is a truncate among them that the rows do not know
     */
    void write(Dataset<Row> events, List<Truncate> truncates, boolean everyRow, Txn txn) {
        Rows fold = new Rows(layout);
        Dataset<Row> keys = events.select(layout.keyColumns()).distinct();
        Dataset<Row> all = events.withColumn(Layout.ROLE, lit(CurrentFold.EVENT))
                .unionByName(state(rows, keys, everyRow, CurrentFold.ROW))
                .unionByName(state(traces, keys, everyRow, CurrentFold.GONE));
        Dataset<Row> results = Groups.folded(all, layout, fold, new CurrentFold(fold, truncates));
        try {
            traces.put(results.where(col(Layout.ROLE).equalTo(CurrentFold.GONE)), txn.of("tombstones"));
            rows.merge(results, CurrentFold.GONE, txn.of("rows"));
        } finally {
            results.unpersist();
        }
    }

    private Dataset<Row> state(SilverTable table, Dataset<Row> keys, boolean all, String role) {
        Dataset<Row> stored = table.read();
        Dataset<Row> touched = all ? stored : stored.join(keys, layout.keyNames(), "left_semi");
        return SilverTable.shaped(touched, layout.folded()).withColumn(Layout.ROLE, lit(role));
    }
}
