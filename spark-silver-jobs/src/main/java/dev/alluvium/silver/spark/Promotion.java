// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.storage.StorageLevel;

/**
 * Brings what is new in a bronze table into its silver tables.
 *
 * <p>Bronze is read as a stream whose place is kept in {@code <target>__checkpoint}. Each table remembers the batches that it has, so that a batch
 * which is told again after a crash is passed over by those that have it.
 */
public final class Promotion {
    private static final String CHANGED_SCHEMA = "DELTA_SCHEMA_CHANGED";
    private static final int MOST_SCHEMA_CHANGES = 100;

    private final SparkSession spark;
    private final Promoted promoted;
    private final Consumer<String> committed;

    public Promotion(SparkSession spark, Promoted promoted) {
        this(spark, promoted, write -> {});
    }

    /** @param committed is told of each write when it is done */
    Promotion(SparkSession spark, Promoted promoted, Consumer<String> committed) {
        this.spark = spark;
        this.promoted = promoted;
        this.committed = committed;
    }

    /**
     * Promotes all that is there now, and returns.
     *
     * @throws SilverException if it cannot
     */
    public void runOnce() {
        for (int changes = 0; !run(); changes++) {
            if (changes == MOST_SCHEMA_CHANGES) {
                throw new SilverException("the schema of " + promoted.source() + " does not come to rest");
            }
        }
    }

    /** Gives false if the schema of bronze has changed on the way, which a stream has to start anew for. */
    private boolean run() {
        try {
            stream().trigger(Trigger.AvailableNow()).start().awaitTermination();
            return true;
        } catch (StreamingQueryException e) {
            if (causes(e).anyMatch(cause -> String.valueOf(cause.getMessage()).contains(CHANGED_SCHEMA))) {
                return false;
            }
            throw new SilverException(
                    "the promotion of " + promoted.source() + " to " + promoted.target() + " stopped: "
                            + e.getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new SilverException("the stream of " + promoted.source() + " did not start: " + e.getMessage(), e);
        }
    }

    private static Stream<Throwable> causes(Throwable first) {
        return Stream.iterate(first, cause -> cause != null, Throwable::getCause);
    }

    private DataStreamWriter<Row> stream() {
        Dataset<Row> bronze = spark.readStream()
                .format("delta")
                .load(promoted.source())
                .withColumn(BronzeCommits.FILE, input_file_name());
        Events events = Events.of(bronze.schema(), promoted);
        prepare(events.layout());
        return bronze.writeStream()
                .queryName(promoted.target())
                .option("checkpointLocation", checkpoint())
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, id) -> write(events, batch, id));
    }

    private void prepare(Layout layout) {
        new Truncates(spark, promoted.target()).prepare();
        if (promoted.hasCurrent()) {
            new CurrentState(spark, promoted.target(), layout).prepare(promoted.properties());
        }
        if (promoted.hasHistory()) {
            new History(spark, promoted.history(), layout).prepare(promoted.properties());
        }
    }

    private void write(Events events, Dataset<Row> batch, long id) {
        SparkSession session = batch.sparkSession();
        String query = session.sparkContext().getLocalProperty("sql.streaming.queryId");
        Txn txn = new Txn("alluvium-promote/" + query, id, committed);
        StreamOffsets offsets = new StreamOffsets(session, checkpoint());
        Dataset<Row> told = BronzeCommits.of(session, promoted.source())
                .told(
                        batch,
                        offsets.version(id - 1).orElse(0),
                        offsets.version(id).orElse(-1));
        Dataset<Row> all = events.read(told).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<Truncate> news = Truncates.in(all);
            Truncates truncates = new Truncates(session, promoted.target());
            List<Truncate> known = truncates.with(news);
            if (!news.isEmpty()) {
                truncates.write(all, txn);
            }
            Dataset<Row> rows = all.where(col(Layout.OP).notEqual(About.TRUNCATE));
            if (promoted.hasCurrent()) {
                new CurrentState(session, promoted.target(), events.layout()).write(rows, known, !news.isEmpty(), txn);
            }
            if (promoted.hasHistory()) {
                new History(session, promoted.history(), events.layout()).write(rows, known, news, txn);
            }
        } finally {
            all.unpersist();
        }
    }

    private String checkpoint() {
        return promoted.target() + "__checkpoint";
    }
}
