// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.sparkreader;

import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * What a line of input asks for: a query or command in SQL, or a run of a stream.
 *
 * @param table the directory of a Delta table: SQL names it {@code {table}}, a stream reads it
 * @param version of the table that SQL sees, the newest if null
 * @param sql any statement
 * @param streamInto the directory of a Delta table: whatever is in {@code table} and was not streamed by earlier requests
 *     with the same {@code checkpoint} is appended to it, and nothing is answered
 * @param checkpoint the directory where the stream keeps its progress
 */
record Request(
        @Nullable String table,
        @Nullable Long version,
        @Nullable String sql,
        @Nullable String streamInto,
        @Nullable String checkpoint) {

    Dataset<Row> run(SparkSession spark) throws TimeoutException, StreamingQueryException {
        if (streamInto == null) {
            return spark.sql(statement());
        }
        StreamingQuery stream = spark.readStream()
                .format("delta")
                .load(table)
                .writeStream()
                .format("delta")
                .option("checkpointLocation", checkpoint)
                .trigger(Trigger.AvailableNow())
                .start(streamInto);
        stream.awaitTermination();
        return spark.emptyDataFrame();
    }

    private String statement() {
        String text = Objects.requireNonNull(sql, "a request needs either sql or streamInto");
        return table == null ? text : text.replace("{table}", "delta.`" + table + "`" + asOf());
    }

    private String asOf() {
        return version == null ? "" : " VERSION AS OF " + version;
    }
}
