// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The table of what rows were, and beside it the table of events that no version shows, which late events may need.
 *
 * <p>A batch makes three commits: unseen events, versions, unseen events that are seen now. If it dies between them, the batch is told again and
 * ends the same.
 */
final class History {
    private static final String FIRST = "_first";

    private final Layout layout;
    private final SilverTable versions;
    private final SilverTable unseen;

    History(SparkSession spark, String path, Layout layout) {
        this.layout = layout;
        List<String> identity = new ArrayList<>(layout.keys());
        identity.add(Layout.SEQUENCE);
        this.versions = new SilverTable(spark, path, layout.history(), identity);
        this.unseen = new SilverTable(spark, path + "__unseen", layout.current(), identity);
    }

    void prepare(Map<String, String> properties) {
        unseen.prepare(Map.of());
        versions.prepare(properties);
    }

    /**
     * Writes what a batch of events makes of the history.
     *
     * @param events of the columns of {@link Layout#folded()}
     * @param truncates all that are known
     * @param news those that the history does not know
     */
    void write(Dataset<Row> events, List<Truncate> truncates, List<Truncate> news, Txn txn) {
        Rows fold = new Rows(layout);
        Dataset<Row> firsts = events.groupBy(layout.keyColumns())
                .agg(functions.min(col(Layout.SEQUENCE)).as(FIRST));
        Dataset<Row> all = events.withColumn(Layout.ROLE, lit(HistoryFold.EVENT))
                .unionByName(stored(versions, firsts, news, HistoryFold.VERSION))
                .unionByName(stored(unseen, firsts, news, HistoryFold.UNSEEN));
        Dataset<Row> results = Groups.folded(all, layout, fold, new HistoryFold(fold, truncates, news));
        try {
            unseen.put(of(results, HistoryFold.UNSEEN), txn.of("unseen"));
            versions.merge(of(results, HistoryFold.VERSION, HistoryFold.ENDED), HistoryFold.ENDED, txn.of("versions"));
            unseen.remove(of(results, HistoryFold.SEEN), txn.of("seen"));
        } finally {
            results.unpersist();
        }
    }

    private static Dataset<Row> of(Dataset<Row> results, Object... roles) {
        return results.where(col(Layout.ROLE).isin(roles));
    }

    /** What had not ended before the first event of the batch; of unseen ones, which have no end, all. */
    private Dataset<Row> stored(SilverTable table, Dataset<Row> firsts, List<Truncate> news, String role) {
        Dataset<Row> stored = SilverTable.shaped(table.read(), layout.folded());
        Dataset<Row> touched;
        if (news.isEmpty()) {
            touched = stored.join(firsts, layout.keyNames(), "inner")
                    .where(isOpenAt(col(FIRST)))
                    .drop(FIRST);
        } else {
            Column first = lit(news.stream()
                    .map(Truncate::sequence)
                    .min(Comparator.naturalOrder())
                    .orElse(""));
            touched = stored.join(firsts, layout.keyNames(), "left")
                    .where(isOpenAt(functions.least(functions.coalesce(col(FIRST), first), first)))
                    .drop(FIRST);
        }
        return SilverTable.shaped(touched, layout.folded()).withColumn(Layout.ROLE, lit(role));
    }

    private static Column isOpenAt(Column sequence) {
        return col(Layout.SEQUENCE_TO).isNull().or(col(Layout.SEQUENCE_TO).geq(sequence));
    }
}
