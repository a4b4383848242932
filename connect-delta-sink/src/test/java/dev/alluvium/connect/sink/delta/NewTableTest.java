// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.ColumnType.Struct;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableDesign;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TxnStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a new table is given, and where it may lie. */
final class NewTableTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TableSchema IDS = TableSchema.of(
            new Column("id", Primitive.LONG),
            new Column("after", new Struct(List.of(new Column("name", Primitive.STRING)))));
    private static final TableSchema MORE = TableSchema.of(
            new Column("id", Primitive.LONG),
            new Column("after", new Struct(List.of(new Column("name", Primitive.STRING)))),
            new Column("more", Primitive.STRING));
    private static final TableDesign DESIGN = new TableDesign(
            Map.of("team", "orders", "delta.logRetentionDuration", "interval 7 days", "delta.targetFileSize", "64mb"),
            Optional.of("What shops sell"),
            List.of());

    @TempDir
    Path warehouse;

    @ParameterizedTest
    @EnumSource(LogLibrary.class)
    void hasItsPropertiesAndItsCommentAndKeepsThemAsItsSchemaGrows(LogLibrary library) throws Exception {
        TableLog log = open(library, DESIGN, "orders");

        assertThat(log.evolve(log.load(Set.of()), IDS)).isInstanceOf(CommitResult.Committed.class);
        assertThat(log.evolve(log.load(Set.of()), MORE)).isInstanceOf(CommitResult.Committed.class);

        for (long version : new long[] {0, 1}) {
            JsonNode metadata = action("orders", version, "metaData").get(0);
            assertThat(metadata.path("description").asText()).isEqualTo("What shops sell");
            assertThat(metadata.path("configuration").path("team").asText()).isEqualTo("orders");
            assertThat(metadata.path("configuration")
                            .path("delta.logRetentionDuration")
                            .asText())
                    .isEqualTo("interval 7 days");
            assertThat(metadata.path("configuration")
                            .path("delta.targetFileSize")
                            .asText())
                    .isEqualTo("64mb");
        }
        JsonNode protocol = action("orders", 0, "protocol").get(0);
        assertThat(protocol.path("minReaderVersion").asInt()).isEqualTo(1);
        assertThat(protocol.path("minWriterVersion").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(LogLibrary.class)
    void isGivenNothingIfItExists(LogLibrary library) throws Exception {
        TableLog plain = open(library, TableDesign.NONE, "orders");
        plain.evolve(plain.load(Set.of()), IDS);
        TableLog log = open(library, DESIGN, "orders");

        log.evolve(log.load(Set.of()), MORE);

        JsonNode metadata = action("orders", 1, "metaData").get(0);
        assertThat(metadata.path("configuration")).isEmpty();
        assertThat(metadata.path("description").asText("")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LogLibrary.class)
    void liesNeitherInsideOfAnotherNorAroundOne(LogLibrary library) throws Exception {
        TableLog outer = open(library, TableDesign.NONE, "shop/orders");
        outer.evolve(outer.load(Set.of()), IDS);

        for (String name : List.of("shop/orders/eu", "shop/orders/a/b", "shop")) {
            TableLog log = open(library, TableDesign.NONE, name);
            assertThat(log.evolve(log.load(Set.of()), IDS))
                    .as(name)
                    .isInstanceOfSatisfying(CommitResult.Unsupported.class, refused -> assertThat(refused.reason())
                            .contains(name, "the table at", "shop/orders", "VACUUM", "route the records"));
            assertThat(warehouse.resolve(name).resolve("_delta_log")).doesNotExist();
        }
        for (String name : List.of("shop/orders2", "shop/orders__rejects", "shops")) {
            TableLog log = open(library, TableDesign.NONE, name);
            assertThat(log.evolve(log.load(Set.of()), IDS)).as(name).isInstanceOf(CommitResult.Committed.class);
        }
    }

    @ParameterizedTest
    @EnumSource(LogLibrary.class)
    void takesNoRowsIfAnotherWasCreatedInsideOfItAtTheSameMoment(LogLibrary library) throws Exception {
        TableLog outer = open(library, TableDesign.NONE, "shop");
        outer.evolve(outer.load(Set.of()), IDS);
        TableLog elsewhere = open(library, TableDesign.NONE, "orders");
        elsewhere.evolve(elsewhere.load(Set.of()), IDS);
        // As if neither had been there when the other looked.
        Files.move(warehouse.resolve("orders"), warehouse.resolve("shop/orders"));
        TableLog inner = open(library, TableDesign.NONE, "shop/orders");

        for (TableLog log : List.of(outer, inner)) {
            assertThat(log.commit(commit(file("a.parquet", Map.of()))))
                    .isInstanceOfSatisfying(CommitResult.Unsupported.class, refused -> assertThat(refused.reason())
                            .contains("shop", "VACUUM", "route the records"));
        }
    }

    @Test
    void isClusteredByWhatItWasToldAndStillTakesRows() throws Exception {
        TableDesign design =
                new TableDesign(Map.of(), Optional.empty(), List.of(List.of("after", "name"), List.of("id")));
        TableLog log = open(LogLibrary.KERNEL, design, "orders");
        log.evolve(log.load(Set.of()), IDS);

        assertThat(action("orders", 0, "domainMetadata")
                        .get(0)
                        .path("configuration")
                        .asText())
                .contains("[\"after\",\"name\"],[\"id\"]");
        assertThat(action("orders", 0, "protocol").get(0).path("writerFeatures").toString())
                .contains("clustering", "domainMetadata");
        DataFile file = new DataFile(
                "a.parquet",
                1,
                1,
                1,
                "{\"numRecords\":1,\"minValues\":{\"id\":1,\"after\":{\"name\":\"a\"}},"
                        + "\"maxValues\":{\"id\":1,\"after\":{\"name\":\"a\"}},\"nullCount\":{\"id\":0,\"after\":{\"name\":0}}}");
        Commit commit = new Commit(
                UUID.randomUUID(),
                new TreeMap<>(Map.of("a/0", new TxnStep(OptionalLong.empty(), 0, 0))),
                List.of(file),
                Map.of());
        assertThat(log.commit(commit)).isInstanceOf(CommitResult.Committed.class);
    }

    @Test
    void isCreatedWithoutClusteringWhereItLacksTheColumn() throws Exception {
        TableDesign design = new TableDesign(Map.of(), Optional.empty(), List.of(List.of("after", "none")));
        TableLog log = open(LogLibrary.KERNEL, design, "orders");

        assertThat(log.evolve(log.load(Set.of()), IDS)).isInstanceOf(CommitResult.Committed.class);
        assertThat(action("orders", 0, "protocol")
                        .get(0)
                        .path("minWriterVersion")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(LogLibrary.class)
    void isPartitionedByItsColumnsAndTakesFilesOfThosePartitionsOnly(LogLibrary library) throws Exception {
        TableSchema partitioned = new TableSchema(
                List.of(
                        new Column("id", Primitive.LONG),
                        new Column("day", Primitive.DATE),
                        new Column("country", Primitive.STRING)),
                List.of("day", "country"));
        TableLog log = open(library, TableDesign.NONE, "orders");
        assertThat(log.evolve(log.load(Set.of()), partitioned)).isInstanceOf(CommitResult.Committed.class);
        assertThat(log.load(Set.of()).schema()).isEqualTo(partitioned);
        Map<String, String> germany = new HashMap<>(Map.of("day", "2026-11-24", "country", "de"));
        Map<String, String> nowhere = new HashMap<>(germany);
        nowhere.put("country", null);

        assertThat(log.commit(commit(file("a.parquet", germany), file("b.parquet", nowhere))))
                .isInstanceOf(CommitResult.Committed.class);
        assertThat(open(library, TableDesign.NONE, "orders").commit(commit(file("c.parquet", Map.of()))))
                .isInstanceOfSatisfying(CommitResult.Unsupported.class, refused -> assertThat(refused.reason())
                        .contains("is partitioned by [day, country]"));

        List<JsonNode> adds = action("orders", 1, "add");
        assertThat(adds).hasSize(2);
        assertThat(adds.get(0).path("partitionValues").path("day").asText()).isEqualTo("2026-11-24");
        assertThat(adds.get(0).path("partitionValues").path("country").asText()).isEqualTo("de");
        assertThat(adds.get(1).path("partitionValues").path("country").isNull()).isTrue();
        assertThat(action("orders", 0, "metaData")
                        .get(0)
                        .path("partitionColumns")
                        .toString())
                .isEqualTo("[\"day\",\"country\"]");
    }

    private static DataFile file(String path, Map<String, String> partition) {
        return new DataFile(path, 1, 1, 1, "{\"numRecords\":1}", partition);
    }

    private static Commit commit(DataFile... files) {
        TxnStep first = new TxnStep(OptionalLong.empty(), 0, 0);
        return new Commit(UUID.randomUUID(), new TreeMap<>(Map.of("a/0", first)), List.of(files), Map.of());
    }

    private TableLog open(LogLibrary library, TableDesign design, String table) {
        String root = warehouse.toUri().toString().replaceAll("/$", "");
        return new DeltaTableLogs(new StorageSettings(root, library, 10, Map.of(), design), "0-test")
                .open(new TableName(table));
    }

    private List<JsonNode> action(String table, long version, String kind) throws IOException {
        Path file = warehouse.resolve(table).resolve(String.format("_delta_log/%020d.json", version));
        List<JsonNode> found = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode action = JSON.readTree(line).path(kind);
            if (!action.isMissingNode()) {
                found.add(action);
            }
        }
        return found;
    }
}
