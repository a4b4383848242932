// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that Spark takes back to an older version while the connector runs, and what brings its rows back. */
class RestoreIT {
    private static final String TOPIC = "restored";

    @TempDir
    Path directory;

    private record Said(int exitCode, String out, String err) {}

    @Test
    void stopsARestoredTableUntilItsRowsWereBroughtBack() throws Exception {
        try (Cluster cluster = new Cluster();
                SparkProcess spark = new SparkProcess(directory)) {
            ConnectRest rest = cluster.startWorker().rest();
            cluster.createTopic(TOPIC, 1);
            Map<String, String> config = cluster.sink(TOPIC, Map.of());
            rest.register(TOPIC, config);
            cluster.send(TOPIC, 1, 0, 100);
            cluster.awaitCaughtUp(TOPIC, TOPIC);
            Path table = Path.of(cluster.warehouse().uri()).resolve(TOPIC);
            long version = lastVersion(table);
            cluster.send(TOPIC, 1, 100, 100);
            cluster.awaitCaughtUp(TOPIC, TOPIC);

            spark.sql(table.toUri().toString(), "RESTORE TABLE {table} TO VERSION AS OF " + version);
            assertThat(cluster.rows(TOPIC)).hasSize(100);
            cluster.send(TOPIC, 1, 200, 50);
            Await.until("the task to say that its table was restored", Cluster.SOON, () -> Cluster.states(rest, TOPIC)
                    .equals("FAILED"));
            assertThat(rest.status(TOPIC).tasks().get(0).trace()).contains("RESTORE to version " + version);
            assertThat(cluster.rows(TOPIC)).hasSize(100);

            Path settings = settings(config);
            assertThat(reingest(cluster, settings, "0", "249").err).contains("has been through restored-0 up to 199");
            Said dry = reingest(cluster, settings, "0", "199");
            assertThat(dry.out).contains("200 records in Kafka, 100 in the table already, 100 to be appended");
            assertThat(cluster.rows(TOPIC)).hasSize(100);
            Said applied = reingest(cluster, settings, "0", "199", "--apply");
            assertThat(applied.err).isEmpty();
            assertThat(applied.out).contains("100 appended");
            assertThat(reingest(cluster, settings, "0", "199", "--apply").out).contains("200 in the table already");
            assertThat(cluster.rows(TOPIC)).hasSize(200);

            rest.delete(TOPIC);
            rest.register(TOPIC, config);
            cluster.awaitCaughtUp(TOPIC, TOPIC);
            cluster.assertNoGapAndNoDouble(TOPIC, TOPIC);
            Said proven =
                    run("alluvium.verify", "alluvium-verify.jar", cluster, List.of("--complete", table.toString()));
            assertThat(proven.out)
                    .contains("PROVEN: 250 rows, no gap and no double.")
                    .contains("RESTORE");
        }
    }

    private Path settings(Map<String, String> config) throws IOException {
        Properties properties = new Properties();
        properties.putAll(config);
        properties.put("name", TOPIC);
        Path file = directory.resolve("connector.properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private Said reingest(Cluster cluster, Path settings, String from, String to, String... more)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--config", settings.toString(), "--table", TOPIC));
        options.addAll(List.of("--topic", TOPIC, "--partition", "0", "--from", from, "--to", to));
        options.addAll(List.of(more));
        return run("alluvium.reingest", "alluvium-reingest.jar", cluster, options);
    }

    private Said run(String property, String jar, Cluster cluster, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Path.of(System.getProperty(property)).resolve(jar).toString(),
                "--bootstrap-servers",
                cluster.broker().bootstrapServers()));
        command.addAll(options);
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
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
