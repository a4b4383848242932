// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verify command as a process, on tables that the sink wrote, and on what somebody made of them. */
class VerifyIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTITIONS = 3;

    private static Cluster cluster;

    private record Said(int exitCode, String out, String err) {}

    @BeforeAll
    static void start() {
        cluster = new Cluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void provesATableWhoseWorkerWasKilledAndCatchesWhatIsDoneToItAfterwards() throws Exception {
        String topic = "killed";
        ConnectWorker first = cluster.startWorker();
        cluster.createTopic(topic, PARTITIONS);
        cluster.send(topic, PARTITIONS, 0, 3_000);
        first.rest().register(topic, cluster.sink(topic, Map.of("delta.commit.max.records", "200")));
        cluster.awaitRows(topic, 200);
        first.kill();
        cluster.send(topic, PARTITIONS, 3_000, 3_000);
        ConnectRest rest = cluster.startWorker().rest();
        cluster.awaitCaughtUp(topic, topic);

        Said proven = verify(topic, "--complete");
        assertThat(proven.err).isEmpty();
        assertThat(proven.out).contains("PROVEN: 6,000 rows, no gap and no double.");
        assertThat(proven.exitCode).isZero();
        assertThat(verify(topic, "--json").out).contains("\"outcome\" : \"PROVEN\"");

        rest.delete(topic);
        Path copied = addAgain(topic);
        Said doubled = verify(topic);
        assertThat(doubled.out).contains("BROKEN: killed-").contains("in more than one row");
        assertThat(doubled.exitCode).isEqualTo(1);

        remove(topic, copied);
        remove(topic, original(copied));
        Said lost = verify(topic);
        assertThat(lost.out).contains("in Kafka but in no row").doesNotContain("in more than one row");
        assertThat(lost.exitCode).isEqualTo(1);
    }

    @Test
    void saysWithTwoThatNothingCouldBeFoundOut() throws Exception {
        Said nothing = verify("nothing");
        assertThat(nothing.exitCode).isEqualTo(2);
        assertThat(nothing.err)
                .startsWith("verify: there is no Delta table at ")
                .hasLineCount(1);
        assertThat(nothing.out).isEmpty();
    }

    private static Said verify(String table, String... options) throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("alluvium.verify")).resolve("alluvium-verify.jar");
        Path out = Files.createTempFile("verify", ".out");
        Path err = Files.createTempFile("verify", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                jar.toString(),
                "--bootstrap-servers",
                cluster.broker().bootstrapServers()));
        command.addAll(List.of(options));
        command.add(directory(table).toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Path directory(String table) {
        return Path.of(cluster.warehouse().uri()).resolve(table);
    }

    /** A second copy of a data file, in the log like any other. */
    private static Path addAgain(String table) throws IOException {
        for (Path version : versions(table)) {
            for (String line : Files.readAllLines(version, StandardCharsets.UTF_8)) {
                JsonNode add = JSON.readTree(line).path("add");
                if (!add.isMissingNode()) {
                    Path file = directory(table).resolve(add.path("path").asText());
                    Path copy = file.resolveSibling("copy-" + file.getFileName());
                    Files.copy(file, copy);
                    ObjectNode again = add.deepCopy();
                    again.put("path", directory(table).relativize(copy).toString());
                    commit(table, JSON.createObjectNode().set("add", again));
                    return copy;
                }
            }
        }
        throw new AssertionError("no data file in " + table);
    }

    private static Path original(Path copy) {
        return copy.resolveSibling(copy.getFileName().toString().substring("copy-".length()));
    }

    private static void remove(String table, Path file) throws IOException {
        ObjectNode remove = JSON.createObjectNode();
        remove.putObject("remove")
                .put("path", directory(table).relativize(file).toString())
                .put("deletionTimestamp", 1_700_000_000_000L)
                .put("dataChange", true);
        commit(table, remove);
    }

    private static void commit(String table, JsonNode action) throws IOException {
        List<Path> versions = versions(table);
        String last = versions.get(versions.size() - 1).getFileName().toString();
        long next = Long.parseLong(last.substring(0, last.indexOf('.'))) + 1;
        Files.writeString(
                directory(table).resolve("_delta_log").resolve(String.format("%020d.json", next)), action + "\n");
    }

    private static List<Path> versions(String table) throws IOException {
        try (Stream<Path> files = Files.list(directory(table).resolve("_delta_log"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
