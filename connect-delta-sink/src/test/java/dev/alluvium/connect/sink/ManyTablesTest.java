// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.sink.ManyTables.Shape;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One task with very many tables, topic-partitions or directories works in a heap that is small for them: each row is there once.
 * {@code -Dalluvium.many=2000} takes as many as that of each, instead of what a build has time for.
 */
class ManyTablesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path warehouse;

    @Test
    void manyTablesOfOneTask() throws Exception {
        assertEachIsThereOnce(Shape.TABLES, "-Xmx160m", Integer.getInteger("alluvium.many", 250));
    }

    @Test
    void manyPartitionsOfOneTable() throws Exception {
        assertEachIsThereOnce(Shape.PARTITIONS, "-Xmx160m", Integer.getInteger("alluvium.many", 2_000));
    }

    @Test
    void manyDirectoriesOfOneTable() throws Exception {
        assertEachIsThereOnce(Shape.DIRECTORIES, "-Xmx112m", Integer.getInteger("alluvium.many", 500));
    }

    private void assertEachIsThereOnce(Shape shape, String heap, int count) throws IOException, InterruptedException {
        run(shape, heap, count);
        List<String> expected = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            for (int round = 0; round < ManyTables.ROUNDS; round++) {
                expected.add(shape.record(place, round, count));
            }
        }
        assertThat(records()).hasSameSizeAs(expected).containsAll(expected);
    }

    private void run(Shape shape, String heap, int count) throws IOException, InterruptedException {
        Path log = warehouse.resolveSibling(warehouse.getFileName() + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:MaxDirectMemorySize=64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyTables.class.getName(),
                        shape.name(),
                        Integer.toString(count),
                        warehouse.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as(() -> read(log)).isZero();
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Of all files that the logs name: topic, partition and offset of each row. */
    private List<String> records() throws IOException {
        List<String> records = new ArrayList<>();
        try (Stream<Path> files = Files.walk(warehouse)) {
            for (Path version : files.filter(file -> file.getParent().endsWith("_delta_log"))
                    .filter(file -> file.toString().endsWith(".json"))
                    .toList()) {
                for (String line : Files.readAllLines(version)) {
                    JsonNode add = JSON.readTree(line).path("add");
                    if (!add.isMissingNode()) {
                        Path table = version.getParent().getParent();
                        read(table.resolve(URI.create(add.path("path").asText()).getPath()), records);
                    }
                }
            }
        }
        return records;
    }

    private static void read(Path file, List<String> records) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        try (ParquetReader<Group> reader =
                ParquetReader.builder(new GroupReadSupport(), path).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                Group kafka = row.getGroup("_kafka", 0);
                records.add(kafka.getString("topic", 0) + "-" + kafka.getInteger("partition", 0) + "-"
                        + kafka.getLong("offset", 0));
            }
        }
    }
}
