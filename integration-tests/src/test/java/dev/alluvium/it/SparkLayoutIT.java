// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableDesign;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.delta.DeltaTableLogs;
import dev.alluvium.connect.sink.delta.HadoopStorage;
import dev.alluvium.connect.sink.delta.ParquetDataFiles;
import dev.alluvium.connect.sink.delta.StorageSettings;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TxnStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark as an independent reader of what new tables are given: partitions, clustering, properties, a comment. */
class SparkLayoutIT {
    private static final TableSchema ROWS =
            TableSchema.of(new Column("id", Primitive.LONG), new Column("text", Primitive.STRING));
    private static final String APP_ID = "it/topic@0/0";

    @TempDir
    private static Path directory;

    private static SparkProcess spark;

    @BeforeAll
    static void start() throws IOException {
        spark = new SparkProcess(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        spark.close();
    }

    @ParameterizedTest
    @EnumSource(LogLibrary.class)
    void partitionsComeBackAsColumnsAndAreSkipped(LogLibrary library) throws Exception {
        TableSchema schema = new TableSchema(
                List.of(
                        new Column("id", Primitive.LONG),
                        new Column("text", Primitive.STRING),
                        new Column("day", Primitive.DATE),
                        new Column("country", Primitive.STRING),
                        new Column("part", Primitive.INTEGER)),
                List.of("day", "country", "part"));
        StorageSettings settings = settings(library, TableDesign.NONE);
        TableLog log = new DeltaTableLogs(settings, "it").open(new TableName("parts"));
        String table = settings.warehouse() + "/parts";
        log.evolve(log.load(Set.of()), schema);

        commit(
                log,
                0,
                file(settings, "parts", partition("2026-11-24", "Côte d'Ivoire/%=", "3"), 0, 1),
                file(settings, "parts", partition("2026-11-23", null, "4"), 2));

        JsonNode rows = spark.sql(table, "SELECT id, day, country, part FROM {table} ORDER BY id");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).get("day").asText()).isEqualTo("2026-11-24");
        assertThat(rows.get(0).get("country").asText()).isEqualTo("Côte d'Ivoire/%=");
        assertThat(rows.get(0).get("part").asInt()).isEqualTo(3);
        assertThat(rows.get(2).get("country").isNull()).isTrue();
        assertThat(spark.sql(table, "SELECT id FROM {table} WHERE day = DATE'2026-11-23' AND country IS NULL"))
                .hasSize(1);
        spark.sql(table, "OPTIMIZE {table}");
        spark.sql(table, "DELETE FROM {table} WHERE day = DATE'2026-11-23'");
        assertThat(log.load(Set.of(APP_ID)).txns()).containsEntry(APP_ID, 2L);
        assertThat(spark.sql(table, "SELECT * FROM {table}")).hasSize(2);
    }

    @Test
    void aClusteredTableCanBeOptimizedAndWrittenOn() throws Exception {
        TableDesign design = new TableDesign(
                Map.of("team", "orders", "delta.logRetentionDuration", "interval 7 days"),
                Optional.of("What shops sell"),
                List.of(List.of("id")));
        StorageSettings settings = settings(LogLibrary.KERNEL, design);
        TableLog log = new DeltaTableLogs(settings, "it").open(new TableName("clustered"));
        String table = settings.warehouse() + "/clustered";
        log.evolve(log.load(Set.of()), ROWS);
        commit(log, 0, file(settings, "clustered", Map.of(), 0, 1, 2));

        JsonNode detail = spark.sql(table, "DESCRIBE DETAIL {table}").get(0);
        assertThat(detail.get("clusteringColumns").toString()).isEqualTo("[\"id\"]");
        assertThat(detail.get("description").asText()).isEqualTo("What shops sell");
        assertThat(detail.get("properties").toString()).contains("team", "orders", "interval 7 days");
        spark.sql(table, "OPTIMIZE {table}");
        CommitResult result = log.commit(content(OptionalLong.of(2), 3, file(settings, "clustered", Map.of(), 3)));
        if (result instanceof CommitResult.Conflict) {
            result = log.commit(content(OptionalLong.of(2), 3, file(settings, "clustered", Map.of(), 3)));
        }
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
        assertThat(spark.sql(table, "SELECT id FROM {table} ORDER BY id")).hasSize(4);
    }

    private static StorageSettings settings(LogLibrary library, TableDesign design) {
        Path warehouse = directory.resolve(library.name());
        return new StorageSettings(warehouse.toUri().toString().replaceAll("/$", ""), library, 100, Map.of(), design);
    }

    private static Map<String, String> partition(String day, String country, String part) {
        Map<String, String> partition = new HashMap<>();
        partition.put("day", day);
        partition.put("country", country);
        partition.put("part", part);
        return partition;
    }

    private static DataFile file(StorageSettings settings, String table, Map<String, String> partition, long... ids)
            throws IOException {
        ParquetDataFiles files =
                new ParquetDataFiles(new HadoopStorage(settings).configuration(), settings.warehouse());
        TestRows shape = TestRows.of(ROWS);
        DataFileWriter writer = files.create(new TableName(table), ROWS);
        for (long id : ids) {
            writer.append(shape.row(Map.of("id", id, "text", "row " + id)));
        }
        DataFile file = writer.finish();
        return new DataFile(
                file.path(), file.sizeBytes(), file.modifiedAtMs(), file.rows(), file.statistics(), partition);
    }

    private static void commit(TableLog log, long first, DataFile... files) {
        assertThat(log.commit(content(OptionalLong.empty(), first, files))).isInstanceOf(CommitResult.Committed.class);
    }

    private static Commit content(OptionalLong base, long first, DataFile... files) {
        long rows = 0;
        for (DataFile file : files) {
            rows += file.rows();
        }
        TxnStep step = new TxnStep(base, first, first + rows - 1);
        return new Commit(UUID.randomUUID(), new TreeMap<>(Map.of(APP_ID, step)), List.of(files), Map.of());
    }
}
