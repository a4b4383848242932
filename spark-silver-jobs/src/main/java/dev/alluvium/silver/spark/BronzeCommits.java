// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.substring_index;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Tells of bronze's rows which commit brought them, by the names of their files. Delta's stream does not.
 *
 * <p>Of a commit whose entry in the log has been cleaned up, the version is null, and its rows count as known from now on.
 *
 * @param log the directory of the bronze table's log
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#delta-log-entries">Delta's protocol</a>
 */
record BronzeCommits(SparkSession spark, Path log) {
    /** The file of a row, as the stream has it. */
    static final String FILE = "_alluvium_file";

    private static final String NAME = "_alluvium_name";
    private static final StructType SCHEMA = new StructType()
            .add(NAME, DataTypes.StringType)
            .add(Layout.BRONZE_VERSION, DataTypes.LongType)
            .add(Events.KNOWN_AT, DataTypes.TimestampType);

    static BronzeCommits of(SparkSession spark, String table) {
        return new BronzeCommits(spark, new Path(table, "_delta_log"));
    }

    /**
     * Rows with the version and the time of their commit.
     *
     * @param first the first version that they may be of
     * @param last the last one
     */
    Dataset<Row> told(Dataset<Row> rows, long first, long last) {
        List<Row> files = new ArrayList<>();
        JsonLines lines = new JsonLines(spark.sessionState().newHadoopConf());
        for (long version = first; version <= last; version++) {
            read(lines, version, files);
        }
        Dataset<Row> commits = spark.createDataFrame(files, SCHEMA);
        return rows.withColumn(NAME, substring_index(col(FILE), "/", -1))
                .join(broadcast(commits), new String[] {NAME}, "left")
                .withColumn(Events.KNOWN_AT, coalesce(col(Events.KNOWN_AT), current_timestamp()))
                .drop(NAME, FILE);
    }

    /** Of an entry that has been cleaned up, no file is told. */
    private void read(JsonLines lines, long version, List<Row> files) {
        List<String> names = new ArrayList<>();
        AtomicLong timestampMs = new AtomicLong();
        lines.read(new Path(log, String.format(Locale.ROOT, "%020d.json", version)), action -> {
            if (action.has("add")) {
                String path = action.get("add").get("path").asText();
                names.add(path.substring(path.lastIndexOf('/') + 1));
            } else if (action.has("commitInfo")) {
                JsonNode info = action.get("commitInfo");
                timestampMs.set(info.path("inCommitTimestamp")
                        .asLong(info.path("timestamp").asLong()));
            }
        });
        Timestamp knownAt = new Timestamp(timestampMs.get());
        names.forEach(name -> files.add(RowFactory.create(name, version, knownAt)));
    }
}
