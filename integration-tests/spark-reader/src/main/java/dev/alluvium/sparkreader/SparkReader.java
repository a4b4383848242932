// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.sparkreader;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;

/**
 * Reads Delta tables with a local Spark: takes a {@link Request} on each line of standard input and gives one line of JSON
 * on standard output for it, either {@code {"schema":<DDL>,"rows":[...]}} as of {@link Rows}, or {@code {"error":<text>}}.
 *
 * <p>Spark takes long to start, so one process answers for a whole run of tests. It ends when its input does.
 */
public final class SparkReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SparkReader() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Whatever a library prints must not come between the answers.
        System.setOut(System.err);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (SparkSession spark = session()) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                answers.println(answer(spark, line));
            }
        }
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("spark-reader")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.session.timeZone", "UTC")
                // java.sql.Date and Timestamp would shift what lies before the Gregorian calendar.
                .config("spark.sql.datetime.java8API.enabled", true)
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.databricks.delta.snapshotPartitions", 1)
                .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", 2)
                .getOrCreate();
    }

    private static ObjectNode answer(SparkSession spark, String line) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            Request request = JSON.readValue(line, Request.class);
            Rows.put(request.run(spark), answer);
        } catch (Exception e) { // Spark is Scala: it throws checked exceptions that it does not declare.
            answer.removeAll();
            answer.put("error", causes(e));
        }
        return answer;
    }

    private static String causes(Throwable trouble) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : "; because of ").append(cause);
        }
        return text.toString();
    }
}
