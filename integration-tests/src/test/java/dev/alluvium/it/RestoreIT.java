// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that Spark takes back to an older version or replaces while the connector runs, and what brings their rows back. */
class RestoreIT {
    private static final String RETENTION = "delta.setTransactionRetentionDuration";

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static ConnectWorker worker;
    private static ConnectRest rest;
    private static SparkProcess spark;

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster();
        worker = cluster.startWorker();
        rest = worker.rest();
        spark = new SparkProcess(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
        cluster.close();
    }

    @Test
    void stopsARestoredTableUntilItsRowsWereBroughtBack() throws Exception {
        String topic = "restored";
        cluster.createTopic(topic, 1);
        Map<String, String> config = cluster.sink(topic, Map.of());
        rest.register(topic, config);
        cluster.send(topic, 1, 0, 100);
        cluster.awaitCaughtUp(topic, topic);
        long version = lastVersion(table(topic));
        cluster.send(topic, 1, 100, 100);
        cluster.awaitCaughtUp(topic, topic);

        sql(topic, "RESTORE TABLE {table} TO VERSION AS OF " + version);
        assertThat(cluster.rows(topic)).hasSize(100);
        cluster.send(topic, 1, 200, 50);
        Await.until("the task to say that its table was restored", Cluster.SOON, () -> Cluster.states(rest, topic)
                .equals("FAILED"));
        assertThat(rest.status(topic).tasks().get(0).trace()).contains("RESTORE to version " + version);
        assertThat(cluster.rows(topic)).hasSize(100);

        Path settings = settings(topic, config);
        assertThat(reingest(settings, topic, "0", "249").err()).contains("has been through restored-0 up to 199");
        Said dry = reingest(settings, topic, "0", "199");
        assertThat(dry.out()).contains("200 records in Kafka, 100 in the table already, 100 to be appended");
        assertThat(cluster.rows(topic)).hasSize(100);
        Said applied = reingest(settings, topic, "0", "199", "--apply");
        assertThat(applied.err()).isEmpty();
        assertThat(applied.out()).contains("100 appended");
        assertThat(reingest(settings, topic, "0", "199", "--apply").out()).contains("200 in the table already");
        assertThat(cluster.rows(topic)).hasSize(200);

        rest.delete(topic);
        rest.register(topic, config);
        cluster.awaitCaughtUp(topic, topic);
        cluster.assertNoGapAndNoDouble(topic, topic);
        assertThat(Said.verify(cluster, topic, "--complete").out())
                .contains("PROVEN: 250 rows, no gap and no double.")
                .contains("RESTORE");
        rest.delete(topic);
    }

    @Test
    void aReplacedTableStopsAloneAndGoesOnWhereItIsToldTo() throws Exception {
        String replaced = "replaced";
        String beside = "beside";
        cluster.createTopic(replaced, 1);
        cluster.createTopic(beside, 1);
        rest.register(replaced, cluster.sink(replaced + "," + beside, Map.of()));
        cluster.send(replaced, 1, 0, 50);
        cluster.send(beside, 1, 0, 50);
        cluster.awaitCaughtUp(replaced, replaced);
        cluster.awaitCaughtUp(beside, beside);

        sql(replaced, "CREATE OR REPLACE TABLE {table} USING delta AS SELECT * FROM {table} WHERE _kafka.offset < 20");
        sql(beside, "ALTER TABLE {table} SET TBLPROPERTIES ('" + RETENTION + "' = 'interval 30 days')");
        cluster.send(replaced, 1, 50, 10);
        cluster.send(beside, 1, 50, 10);
        cluster.awaitCaughtUp(beside, beside);
        awaitLog("is a CREATE OR REPLACE TABLE AS SELECT");
        awaitLog("forgets txns after interval 30 days");
        assertThat(Cluster.states(rest, replaced)).isEqualTo("RUNNING");
        assertThat(cluster.rows(replaced)).hasSize(20);

        Map<String, String> config = cluster.sink(replaced + "," + beside, Map.of("delta.table.restored", "continue"));
        rest.register(replaced, config);
        cluster.awaitRows(replaced, 30);
        assertThat(cluster.rows(replaced))
                .extracting(BronzeRow::offset)
                .contains(50L, 59L)
                .doesNotContain(20L, 49L);
        awaitLog("Going on, as delta.table.restored=continue says");

        assertThat(reingest(settings(replaced, config), replaced, "0", "49", "--apply")
                        .out())
                .contains("30 appended");
        cluster.send(replaced, 1, 60, 10);
        cluster.awaitCaughtUp(replaced, replaced);
        cluster.assertNoGapAndNoDouble(replaced, replaced);
        cluster.assertNoGapAndNoDouble(beside, beside);
        rest.delete(replaced);
    }

    private static Path table(String name) {
        return Path.of(cluster.warehouse().uri()).resolve(name);
    }

    private static void sql(String table, String sql) throws IOException {
        spark.sql(table(table).toUri().toString(), sql);
    }

    private static void awaitLog(String text) {
        Await.until("the worker to say: " + text, Cluster.SOON, () -> log().contains(text));
    }

    private static String log() {
        try {
            return Files.readString(worker.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path settings(String name, Map<String, String> config) throws IOException {
        Properties properties = new Properties();
        properties.putAll(config);
        properties.put("name", name);
        Path file = directory.resolve(name + ".properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private static Said reingest(Path settings, String table, String from, String to, String... more)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--config", settings.toString(), "--table", table));
        options.addAll(List.of("--topic", table, "--partition", "0", "--from", from, "--to", to));
        options.addAll(List.of(more));
        return Said.reingest(cluster, options);
    }

    private static long lastVersion(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{20}\\.json"))
                    .mapToLong(name -> Long.parseLong(name.substring(0, 20)))
                    .max()
                    .orElseThrow();
        }
    }
}
