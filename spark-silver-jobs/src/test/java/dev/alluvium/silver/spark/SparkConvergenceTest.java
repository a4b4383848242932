// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.silver.cdc.Change;
import dev.alluvium.silver.cdc.EventHistory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of histories, told in any order to Spark and Delta by promotions that die after any of their writes. */
final class SparkConvergenceTest {
    private static final int HISTORIES = 400;
    private static final int BATCHES = 5;
    private static final long SEED = 4711;
    private static final StructType BRONZE =
            StructType.fromDDL("before STRUCT<id: BIGINT, a: STRING, b: STRING, c: STRING>, "
                    + "after STRUCT<id: BIGINT, a: STRING, b: STRING, c: STRING>, "
                    + "source STRUCT<snapshot: STRING, sequence: STRING, lsn: BIGINT, ts_ms: BIGINT>, op STRING, "
                    + "_kafka STRUCT<epoch: BIGINT, topic: STRING, partition: INT, offset: BIGINT, key: STRUCT<id: BIGINT>>, "
                    + "_unavailable ARRAY<STRING>");
    private static final List<String> COLUMNS = List.of("a", "b", "c");

    private final SparkSession spark = Sessions.open();
    private final Random random = new Random(SEED);

    @TempDir
    private Path directory;

    /** Dies once after a given number of writes. */
    private static final class Death {
        private int writes;

        Death(int writes) {
            this.writes = writes;
        }

        void after(String write) {
            if (--writes == 0) {
                throw new IllegalStateException("dies after " + write);
            }
        }
    }

    @Test
    void tables_are_what_the_events_make_of_them_in_any_order_and_whenever_promotions_die() {
        TreeMap<Long, EventHistory> histories = new TreeMap<>();
        List<List<Row>> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            batches.add(new ArrayList<>());
        }
        long offset = 0;
        for (long key = 0; key < HISTORIES; key++) {
            EventHistory history = EventHistory.random(random);
            histories.put(key, history);
            for (List<Change> told : history.told(random)) {
                List<Row> batch = batches.get(random.nextInt(BATCHES));
                for (Change change : told) {
                    batch.add(event(key, change, offset++));
                }
            }
        }
        Promoted promoted =
                Promotions.debezium(directory.resolve("bronze"), directory.resolve("silver"), "both", List.of("c"));
        int writes = 1;
        for (List<Row> batch : batches) {
            spark.createDataFrame(batch, BRONZE)
                    .write()
                    .format("delta")
                    .mode("append")
                    .save(promoted.source());
            Death death = new Death(writes++);
            try {
                new Promotion(spark, promoted, death::after).runOnce();
            } catch (SilverException e) {
                new Promotion(spark, promoted).runOnce();
            }
        }

        TreeMap<Long, List<Object>> rows = new TreeMap<>();
        read(promoted.target(), "id").forEach(row -> rows.put(row.getLong(0), values(row)));
        TreeMap<Long, List<List<Object>>> versions = new TreeMap<>();
        read(promoted.history(), "id, _sequence")
                .forEach(row -> versions.computeIfAbsent(row.getLong(0), key -> new ArrayList<>())
                        .add(values(row)));
        histories.forEach((key, history) -> {
            assertThat(rows.getOrDefault(key, List.of()))
                    .as("%d: %s", key, history)
                    .isEqualTo(history.row());
            assertThat(versions.getOrDefault(key, List.of()))
                    .as("%d: %s", key, history)
                    .isEqualTo(history.spans().stream()
                            .map(EventHistory.Span::values)
                            .toList());
        });
    }

    private List<Row> read(String table, String order) {
        return spark.sql("SELECT id, a, b, c FROM delta.`" + table + "` ORDER BY " + order)
                .collectAsList();
    }

    private static List<Object> values(Row row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            values.add(row.get(i + 1));
        }
        return values;
    }

    private static Row event(long key, Change change, long offset) {
        String op =
                switch (change.kind()) {
                    case INSERT -> "c";
                    case UPDATE -> "u";
                    default -> "d";
                };
        long at = Long.parseLong(change.sequence()) + 1;
        return RowFactory.create(
                null,
                op.equals("d")
                        ? null
                        : RowFactory.create(
                                key,
                                change.values().get(0),
                                change.values().get(1),
                                change.values().get(2)),
                RowFactory.create(null, "[\"" + at + "\",\"" + at + "\"]", at, at * 1000),
                op,
                RowFactory.create(0L, "t", 0, offset, RowFactory.create(key)),
                change.missing().isEmpty()
                        ? null
                        : change.missing().stream()
                                .map(column -> "after." + COLUMNS.get(column))
                                .toList());
    }
}
