// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of Debezium's events, in bronze as the sink writes them, by Spark and Delta. */
final class PromotionTest {
    private final SparkSession spark = Sessions.open();

    @TempDir
    private Path directory;

    @Test
    void the_current_state_and_the_history_follow_the_events() {
        BronzeOrders bronze = new BronzeOrders(spark, directory.resolve("orders"));
        bronze.write(
                bronze.event("r", 1, 10, 0, "new", "long text"),
                bronze.event("r", 2, 10, 1, "new", null),
                bronze.event("u", 1, 20, 2, "paid", BronzeOrders.UNAVAILABLE),
                bronze.event("d", 2, 30, 3, null, null));
        Promotion promotion = new Promotion(spark, bronze.promoted(directory.resolve("silver"), "both"));
        promotion.runOnce();

        assertThat(bronze.current(directory.resolve("silver"))).containsExactly("1 paid long text");

        bronze.write(
                bronze.event("u", 2, 25, 4, "late", "late"),
                bronze.event("u", 1, 40, 5, "sent", BronzeOrders.UNAVAILABLE),
                bronze.event("c", 3, 41, 6, "new", "x"));
        promotion.runOnce();

        assertThat(bronze.current(directory.resolve("silver"))).containsExactly("1 sent long text", "3 new x");
        assertThat(bronze.history(directory.resolve("silver_history")))
                .containsExactly(
                        "1 new long text 10..20",
                        "1 paid long text 20..40",
                        "1 sent long text 40..",
                        "2 new null 10..25",
                        "2 late late 25..30",
                        "3 new x 41..");

        bronze.write(bronze.event("t", 0, 50, 7, null, null), bronze.event("c", 1, 60, 8, "again", "y"));
        promotion.runOnce();

        assertThat(bronze.current(directory.resolve("silver"))).containsExactly("1 again y");
        assertThat(bronze.history(directory.resolve("silver_history")))
                .contains("1 sent long text 40..50", "1 again y 60..", "3 new x 41..50");
    }

    @Test
    void a_run_without_news_writes_nothing() {
        BronzeOrders bronze = new BronzeOrders(spark, directory.resolve("orders"));
        bronze.write(bronze.event("c", 1, 10, 0, "new", "x"));
        Promotion promotion = new Promotion(spark, bronze.promoted(directory.resolve("silver"), "1"));
        promotion.runOnce();
        List<Row> before = versions(directory.resolve("silver"));

        promotion.runOnce();

        assertThat(versions(directory.resolve("silver"))).isEqualTo(before);
    }

    private List<Row> versions(Path table) {
        return spark.sql("DESCRIBE HISTORY delta.`" + table + "`")
                .select("version", "operation")
                .collectAsList();
    }
}
