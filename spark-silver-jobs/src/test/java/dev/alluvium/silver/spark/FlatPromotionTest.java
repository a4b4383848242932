// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are no change events: keys, order and deletes are said. */
final class FlatPromotionTest {
    private static final StructType BRONZE = StructType.fromDDL(
            "user STRING, seen TIMESTAMP, page STRING, action STRING, "
                    + "_kafka STRUCT<epoch: BIGINT, topic: STRING, partition: INT, offset: BIGINT, timestamp: TIMESTAMP>");

    private final SparkSession spark = Sessions.open();

    @TempDir
    private Path directory;

    @Test
    void what_is_said_orders_the_rows_and_ends_them() {
        write(
                visit("ada", "2026-01-01T00:00:00.000002Z", "second", "open", 0),
                visit("ada", "2026-01-01T00:00:00.000001Z", "first", "open", 1),
                visit("bob", "1969-12-31T23:59:59Z", "before", "open", 2),
                visit("bob", "2026-01-01T00:00:00Z", null, "open", 3),
                visit("eve", "2026-01-01T00:00:00Z", "any", "open", 4),
                visit("eve", "2026-01-02T00:00:00Z", null, "gone", 5));
        new Promotion(spark, promoted(List.of("user"))).runOnce();

        assertThat(spark.sql("SELECT concat_ws(' ', user, page, _bronze_version) FROM delta.`"
                                + directory.resolve("silver") + "` ORDER BY user")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("ada second 0", "bob before 0");
    }

    @Test
    void without_keys_it_is_said_that_they_are_wanted() {
        write(visit("ada", "2026-01-01T00:00:00Z", "first", "open", 0));

        assertThatThrownBy(() -> new Promotion(spark, promoted(null)).runOnce())
                .isInstanceOf(SilverException.class)
                .hasMessageContaining("are not said");
    }

    private static Row visit(String user, String seen, String page, String action, long offset) {
        Timestamp at = Timestamp.from(Instant.parse(seen));
        return RowFactory.create(user, at, page, action, RowFactory.create(0L, "visits", 0, offset, at));
    }

    private void write(Row... rows) {
        spark.createDataFrame(List.of(rows), BRONZE)
                .write()
                .format("delta")
                .save(directory.resolve("bronze").toString());
    }

    private Promoted promoted(List<String> keys) {
        return new Promoted(
                directory.resolve("bronze").toString(),
                directory.resolve("silver").toString(),
                keys,
                List.of("seen"),
                "action = 'gone'",
                null,
                true,
                null,
                List.of("action"),
                "1",
                null,
                null,
                null,
                0,
                null);
    }
}
