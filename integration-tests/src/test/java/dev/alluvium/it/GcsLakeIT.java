// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.stack.GcsServer;
import dev.alluvium.quickstart.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink as it is shipped on {@code gs://}, in real Connect, and what a lake there is looked at and kept with. */
class GcsLakeIT {
    private static final String TOPIC = "orders";
    private static final String TABLE = "gs://lake/bronze/" + TOPIC;
    private static final int RECORDS = 3_000;
    private static final Path GCS_PAGE = Path.of("..", "docs", "gcs.md");
    private static final String ORPHAN = "part-of-a-commit-that-never-came.parquet";

    @TempDir
    private Path directory;

    private GcsServer gcs;
    private Path objects;
    private Cluster cluster;
    private ConnectWorker worker;

    @BeforeEach
    void start() {
        Path program = Components.required("ALLUVIUM_GCS_EMULATOR", "fake-gcs-server, as .ci/gcs brings it");
        gcs = GcsServer.start(program, directory, Ports.free(1).base());
        objects = gcs.createBucket("lake");
        cluster = new Cluster();
        worker = cluster.startWorker();
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (gcs != null) {
            gcs.close();
        }
    }

    @Test
    void everyRecordIsInTheBucketOnceThroughAKillAndOrphansAreRemovedOnceTheyAreOldEnough() throws Exception {
        ConnectRest rest = worker.rest();
        cluster.createTopic(TOPIC, 3);
        Map<String, String> config = new HashMap<>(Map.of("delta.warehouse", "gs://lake/bronze"));
        GcsServer.hadoop(gcs.uri()).forEach((key, value) -> config.put("hadoop." + key, value));
        rest.register(TOPIC, cluster.sink(TOPIC, config));
        cluster.send(TOPIC, 3, 0, RECORDS / 2);
        Await.until("a commit to be in the bucket", Cluster.SOON, () -> versions() > 1);
        cluster.send(TOPIC, 3, RECORDS / 2, RECORDS / 2);
        worker.kill();
        worker.start();
        worker.awaitReady(Cluster.SOON);

        Await.until("verify to find everything", Cluster.SOON, this::isComplete);

        rest.stop(TOPIC);
        gcs.upload("lake", "bronze/" + TOPIC + "/" + ORPHAN, new byte[] {1, 2, 3});
        try (SparkProcess spark = spark()) {
            assertThat(spark.sql(TABLE, "SELECT count(*) AS n FROM {table}")
                            .get(0)
                            .get("n")
                            .asInt())
                    .isEqualTo(RECORDS);
            assertThat(vacuum(spark, "RETAIN 168 HOURS DRY RUN")).isEmpty();
            assertThat(vacuum(spark, "RETAIN 0 HOURS DRY RUN")).anyMatch(path -> path.endsWith("/" + ORPHAN));
            vacuum(spark, "RETAIN 0 HOURS");
            assertThat(vacuum(spark, "RETAIN 0 HOURS DRY RUN")).isEmpty();
        }
        assertThat(objects.resolve("bronze").resolve(TOPIC).resolve(ORPHAN)).doesNotExist();
        assertThat(isComplete()).isTrue();
    }

    private long versions() {
        try (Stream<Path> files = Files.list(objects.resolve("bronze/" + TOPIC + "/_delta_log"))) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private boolean isComplete() {
        List<String> options = new ArrayList<>(List.of("--complete"));
        GcsServer.hadoop(gcs.uri()).forEach((key, value) -> options.addAll(List.of("--hadoop", key + "=" + value)));
        try {
            Said said = Said.verify(cluster, TABLE, options);
            // Behind is not broken: it is the one thing that may be amiss on the way.
            assertThat(said.out() + said.err())
                    .doesNotContain("in more than one row")
                    .doesNotContain("in Kafka but in no row");
            return said.exitCode() == 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> vacuum(SparkProcess spark, String how) throws IOException {
        List<String> paths = new ArrayList<>();
        for (JsonNode row : spark.sql(TABLE, "VACUUM {table} " + how)) {
            paths.add(row.get("path").asText());
        }
        return paths;
    }

    private SparkProcess spark() throws IOException {
        Map<String, String> settings = new HashMap<>();
        GcsServer.hadoop(gcs.uri()).forEach((key, value) -> settings.put("spark.hadoop." + key, value));
        try (Stream<String> page = Files.lines(GCS_PAGE)) {
            page.filter(line -> line.startsWith("spark.hadoop."))
                    .map(line -> line.split("=", 2))
                    .forEach(setting -> settings.put(setting[0], setting[1]));
        }
        assertThat(settings).as("with what %s says", GCS_PAGE).containsKey("spark.hadoop.fs.gs.impl");
        settings.put("spark.databricks.delta.retentionDurationCheck.enabled", "false");
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("alluvium.verify"), "lib"))) {
            Path connector = jars.filter(jar -> jar.getFileName().toString().startsWith("gcs-connector"))
                    .findFirst()
                    .orElseThrow();
            return new SparkProcess(directory, settings, List.of(connector));
        }
    }
}
