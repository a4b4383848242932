// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.LogLibrary;
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
import dev.alluvium.connect.sink.write.DataFiles;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TxnStep;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark as an independent reader of what the sink's storage classes write, by either log library. */
class SparkIT {
    private static final TableName TABLE = new TableName("zoo");
    private static final int CHECKPOINT_INTERVAL = 3;
    private static final String APP_ID = "it/topic@0/0";

    private static final ColumnType.Struct INNER =
            new ColumnType.Struct(List.of(new Column("x", Primitive.INTEGER), new Column("y", Primitive.STRING)));
    private static final TableSchema SCHEMA = TableSchema.of(
            new Column("id", Primitive.LONG),
            new Column("flag", Primitive.BOOLEAN),
            new Column("tiny", Primitive.BYTE),
            new Column("small", Primitive.SHORT),
            new Column("whole", Primitive.INTEGER),
            new Column("single", Primitive.FLOAT),
            new Column("real", Primitive.DOUBLE),
            new Column("text", Primitive.STRING),
            new Column("bytes", Primitive.BINARY),
            new Column("day", Primitive.DATE),
            new Column("at", Primitive.TIMESTAMP),
            new Column("d9", new ColumnType.Decimal(9, 2)),
            new Column("d18", new ColumnType.Decimal(18, 4)),
            new Column("d38", new ColumnType.Decimal(38, 10)),
            new Column("inner", INNER),
            new Column("list", new ColumnType.ListOf(Primitive.STRING)),
            new Column("map", new ColumnType.MapOf(Primitive.STRING, Primitive.LONG)));
    private static final TableSchema GROWN = grown();

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

    private static TableSchema grown() {
        List<Column> columns = new ArrayList<>(SCHEMA.columns());
        List<Column> inner = new ArrayList<>(INNER.columns());
        inner.add(new Column("z", Primitive.DOUBLE));
        columns.replaceAll(
                column -> column.name().equals("inner") ? new Column("inner", new ColumnType.Struct(inner)) : column);
        columns.add(new Column("late", Primitive.STRING));
        return new TableSchema(columns);
    }

    private static Map<String, Object> full(long id) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("flag", true);
        row.put("tiny", -128);
        row.put("small", 32767);
        row.put("whole", Integer.MIN_VALUE);
        row.put("single", Float.NaN);
        row.put("real", Double.NEGATIVE_INFINITY);
        row.put("text", "grün 🦀 " + "x".repeat(40));
        row.put("bytes", new byte[] {0, -1, 127});
        row.put("day", -300_000);
        row.put("at", -1_234_567_890_123L);
        row.put("d9", new BigDecimal("-9999999.99"));
        row.put("d18", new BigDecimal("12345678901234.5678"));
        row.put("d38", new BigDecimal("-1234567890123456789012345678.0123456789"));
        row.put("inner", Map.of("x", 7, "y", "in"));
        row.put("list", Arrays.asList("a", null, ""));
        row.put("map", Map.of("k", 5L));
        return row;
    }

    @ParameterizedTest
    @EnumSource(LogLibrary.class)
    void everyTypeComesBackFromLogAndCheckpointAndThroughGrowthOfTheSchema(LogLibrary library)
            throws IOException, UnsupportedTableException {
        Path warehouse = directory.resolve(library.name());
        StorageSettings settings = new StorageSettings(
                warehouse.toUri().toString().replaceAll("/$", ""), library, CHECKPOINT_INTERVAL, Map.of());
        TableLog log = new DeltaTableLogs(settings, "it").open(TABLE);
        DataFiles files = new ParquetDataFiles(new HadoopStorage(settings).configuration(), settings.warehouse());
        String table = settings.warehouse() + "/" + TABLE;

        assertThat(log.evolve(log.load(Set.of()), SCHEMA)).isInstanceOf(CommitResult.Committed.class);
        commit(log, files, SCHEMA, OptionalLong.empty(), 0, List.of(full(0), Map.of("id", 1L)));
        checkRows(table, 2);
        assertThat(log.evolve(log.load(Set.of()), GROWN)).isInstanceOf(CommitResult.Committed.class);
        Map<String, Object> late = full(2);
        late.put("inner", Map.of("x", 8, "z", 0.5));
        late.put("list", List.of());
        late.put("map", Map.of());
        late.put("late", "here");
        commit(log, files, GROWN, OptionalLong.of(1), 2, List.of(late));
        checkGrown(table);
        assertThat(log.checkpoint()).isPresent();
        checkRows(table, 3);
        checkGrown(table);

        JsonNode history = spark.sql(table, "DESCRIBE HISTORY {table}").get(0);
        assertThat(history.get("isBlindAppend").asBoolean()).isTrue();
        assertThat(history.get("operationParameters").toString())
                .contains(Commit.ID_PARAMETER)
                .contains(APP_ID);

        spark.sql(table, "UPDATE {table} SET text = 'by spark' WHERE id = 1");
        spark.sql(table, "OPTIMIZE {table}");
        assertThat(log.load(Set.of(APP_ID)).txns()).containsEntry(APP_ID, 2L);
        commitAfterConflict(log, files, GROWN, OptionalLong.of(2), 3, List.of(full(3)));
        assertThat(spark.sql(table, "SELECT id, text FROM {table} WHERE id IN (1, 3) ORDER BY id")
                        .get(0)
                        .get("text")
                        .asText())
                .isEqualTo("by spark");
        checkSkipping(table);
    }

    private static void checkRows(String table, int count) throws IOException {
        JsonNode rows = spark.sql(table, "SELECT * FROM {table} ORDER BY id");
        assertThat(rows).hasSize(count);
        JsonNode row = rows.get(0);
        assertThat(row.get("flag").asBoolean()).isTrue();
        assertThat(row.get("tiny").asInt()).isEqualTo(-128);
        assertThat(row.get("small").asInt()).isEqualTo(32767);
        assertThat(row.get("whole").asInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(row.get("single").asText()).isEqualTo("NaN");
        assertThat(row.get("real").asText()).isEqualTo("-Infinity");
        assertThat(row.get("text").asText()).isEqualTo(full(0).get("text"));
        assertThat(row.get("bytes").binaryValue()).isEqualTo(new byte[] {0, -1, 127});
        assertThat(row.get("day").asText()).isEqualTo("1148-08-18");
        assertThat(row.get("at").asText()).isEqualTo("1969-12-17T17:03:52.109877Z");
        assertThat(row.get("d9").asText()).isEqualTo("-9999999.99");
        assertThat(row.get("d18").asText()).isEqualTo("12345678901234.5678");
        assertThat(row.get("d38").asText()).isEqualTo("-1234567890123456789012345678.0123456789");
        assertThat(row.get("inner").get("y").asText()).isEqualTo("in");
        assertThat(row.get("list").toString()).isEqualTo("[\"a\",null,\"\"]");
        assertThat(row.get("map").toString()).isEqualTo("[[\"k\",5]]");
        JsonNode empty = rows.get(1);
        SCHEMA.columns().stream().skip(1).forEach(column -> assertThat(
                        empty.get(column.name()).isNull())
                .as(column.name())
                .isTrue());
    }

    private static void checkGrown(String table) throws IOException {
        JsonNode rows =
                spark.sql(table, "SELECT id, inner.z, late, size(list) AS n, size(map) AS m FROM {table} ORDER BY id");
        assertThat(rows.get(0).get("z").isNull()).isTrue();
        assertThat(rows.get(0).get("late").isNull()).isTrue();
        assertThat(rows.get(2).get("z").asText()).isEqualTo("0.5");
        assertThat(rows.get(2).get("late").asText()).isEqualTo("here");
        assertThat(rows.get(2).get("n").asInt()).isZero();
        assertThat(rows.get(2).get("m").asInt()).isZero();
    }

    /** A predicate on the statistics finds what is there, at their very edges. */
    private static void checkSkipping(String table) throws IOException {
        for (String predicate : List.of(
                "id = 3",
                "text = '" + full(0).get("text") + "'",
                "at = TIMESTAMP_MICROS(-1234567890123)",
                "at >= TIMESTAMP_MICROS(-1234567890123)",
                "d38 <= -1234567890123456789012345678.0123456789BD",
                "day = DATE_FROM_UNIX_DATE(-300000)",
                "isnan(single)",
                "real < 0",
                "inner.x = 7")) {
            assertThat(spark.sql(table, "SELECT id FROM {table} WHERE " + predicate))
                    .as(predicate)
                    .isNotEmpty();
        }
        assertThat(spark.sql(table, "SELECT id FROM {table} WHERE id > 3")).isEmpty();
    }

    private static void commit(
            TableLog log,
            DataFiles files,
            TableSchema schema,
            OptionalLong base,
            long first,
            List<Map<String, Object>> rows)
            throws IOException {
        CommitResult result = log.commit(content(files, schema, base, first, rows));
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
    }

    private static void commitAfterConflict(
            TableLog log,
            DataFiles files,
            TableSchema schema,
            OptionalLong base,
            long first,
            List<Map<String, Object>> rows)
            throws IOException {
        Commit commit = content(files, schema, base, first, rows);
        CommitResult result = log.commit(commit);
        for (int tries = 0; result instanceof CommitResult.Conflict && tries < 3; tries++) {
            result = log.commit(commit);
        }
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
    }

    private static Commit content(
            DataFiles files, TableSchema schema, OptionalLong base, long first, List<Map<String, Object>> rows)
            throws IOException {
        TestRows shape = TestRows.of(schema);
        DataFileWriter writer = files.create(TABLE, schema);
        for (Map<String, Object> row : rows) {
            writer.append(shape.row(row));
        }
        DataFile file = writer.finish();
        TxnStep step = new TxnStep(base, first, first + rows.size() - 1);
        return new Commit(UUID.randomUUID(), new TreeMap<>(Map.of(APP_ID, step)), List.of(file), Map.of());
    }
}
