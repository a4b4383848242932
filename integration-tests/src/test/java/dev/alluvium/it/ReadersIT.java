// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alluvium.connect.sink.DocumentedTypes;
import dev.alluvium.connect.sink.DocumentedTypes.DocumentedType;
import dev.alluvium.connect.sink.WholeTask;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.it.Readers.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark, Trino and Python call every type what {@code docs/type-mapping.md} says, and give every value as it was stored. */
class ReadersIT {
    private static final List<DocumentedType> TYPES = DocumentedTypes.all();
    private static final long NEW_YEAR_MS =
            Instant.parse("2026-01-01T00:00:00.123Z").toEpochMilli();
    private static final Schema SALE = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("country", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    @TempDir
    private static Path directory;

    private static Readers readers;

    @BeforeAll
    static void write() {
        readers = new Readers(directory);
        write("types", Map.of(), DocumentedTypes.records("types"));
        write(
                "raw",
                Map.of("delta.table.layout", "raw"),
                List.of(
                        record("raw", 0, null, new byte[] {1, -1}, Schema.BYTES_SCHEMA, new byte[] {0, -128}),
                        record("raw", 1, Schema.STRING_SCHEMA, "ключ", Schema.STRING_SCHEMA, "{no json"),
                        record("raw", 2, Schema.STRING_SCHEMA, "k", SALE, sale(1, "NL")),
                        record("raw", 3, Schema.STRING_SCHEMA, "k", null, null)));
        write(
                "sales",
                Map.of(
                        "delta.table.partition.by",
                        "day=day(_kafka.timestamp), land=country, part=bucket[16](id), prefix=truncate[4](id)"),
                List.of(
                        record("sales", 0, null, null, SALE, sale(1, "Côte d'Ivoire/%=+ 🦀")),
                        record("sales", 1, null, null, SALE, sale(2, null)),
                        record("sales", 2, null, null, SALE, sale(-7, "x:y\\z\"#?")),
                        record("sales", 3, null, null, Schema.STRING_SCHEMA, 7L)));
    }

    private static void write(String topic, Map<String, String> more, List<SinkRecord> records) {
        Map<String, String> properties = new HashMap<>(more);
        properties.putAll(Map.of(
                "name",
                topic,
                "topics",
                topic,
                "delta.warehouse",
                directory.resolve("warehouse").toString(),
                "delta.commit.interval.ms",
                "100"));
        WholeTask.run(properties, records);
    }

    private static SinkRecord record(
            String topic, long offset, Schema keySchema, Object key, Schema schema, Object value) {
        return new SinkRecord(
                topic, 0, keySchema, key, schema, value, offset, NEW_YEAR_MS + offset, TimestampType.CREATE_TIME);
    }

    private static Struct sale(int id, String country) {
        return new Struct(SALE).put("id", id).put("country", country);
    }

    /** The rows in the order of their records. */
    private static List<JsonNode> rows(Engine engine, String table) throws IOException {
        return content(engine, table).rows().stream()
                .sorted((a, b) -> Long.compare(offset(a), offset(b)))
                .toList();
    }

    private static TableContent content(Engine engine, String table) throws IOException {
        return readers.of(engine).read(path(table));
    }

    private static Path path(String table) {
        return directory.resolve("warehouse").resolve(table);
    }

    private static long offset(JsonNode row) {
        return row.get("_kafka").get("offset").asLong();
    }

    @AfterAll
    static void stop() throws IOException {
        readers.close();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyTypeIsCalledWhatTheDocumentationSays(Engine engine) throws IOException {
        Map<String, String> types = content(engine, "types").types();
        List<TypeMappingPage.Row> page = TypeMappingPage.rows();
        assertThat(page).hasSameSizeAs(TYPES);
        SoftAssertions softly = new SoftAssertions();
        for (int row = 0; row < TYPES.size(); row++) {
            List<Column> columns = TYPES.get(row).columns();
            assertThat(page.get(row).name()).isEqualTo(TYPES.get(row).name());
            softly.assertThat(columns.stream().map(column -> types.get(column.name())))
                    .as(page.get(row).name())
                    .isEqualTo(page.get(row).of(engine));
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyValueIsReadAsItWasStored(Engine engine) throws IOException {
        StoredValue shown = new StoredValue(engine);
        List<JsonNode> rows = rows(engine, "types");
        SoftAssertions softly = new SoftAssertions();
        for (DocumentedType type : TYPES) {
            for (int row = 0; row < rows.size(); row++) {
                Object stored = row < type.stored().size() ? type.stored().get(row) : null;
                for (Column column : type.columns()) {
                    softly.assertThat(rows.get(row).get(column.name()))
                            .as("%s: %s of row %s", type.name(), column.name(), row)
                            .hasToString(shown.of(stored, column.type()).toString());
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void trinoHasMicrosecondsByTheCountBesideATimestamp() throws IOException {
        Column count = TYPES.stream()
                .filter(type -> type.name().equals("io.debezium.time.MicroTimestamp"))
                .findFirst()
                .orElseThrow()
                .columns()
                .get(1);
        String time = "from_unixtime_nanos(CAST(" + count.name() + " AS DECIMAL(38)) * 1000)";
        assertThat(readers.trino()
                        .query(
                                path("types"),
                                "SELECT CAST(" + time + " AS VARCHAR) AS time FROM {table} WHERE " + count.name()
                                        + " IS NOT NULL ORDER BY 1")
                        .rows())
                .extracting(row -> row.get("time").asText())
                .containsExactly(
                        "0001-01-01 00:00:00.000000000 UTC",
                        "1582-10-04 23:59:59.999999000 UTC",
                        "1969-12-31 23:59:59.999999000 UTC",
                        "9999-12-31 23:59:59.999999000 UTC");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theRawLayoutIsReadAsItWasStored(Engine engine) throws IOException {
        assertThat(rows(engine, "raw"))
                .extracting(row -> columns(
                        row, "key", "key_text", "key_format", "value", "value_text", "value_format", "_kafka.offset"))
                .containsExactly(
                        "[\"Af8=\",null,\"bytes\",\"AIA=\",null,\"bytes\",0]",
                        "[null,\"ключ\",\"text\",null,\"{no json\",\"text\",1]",
                        "[null,\"k\",\"text\",null,\"{\\\"id\\\":1,\\\"country\\\":\\\"NL\\\"}\",\"json\",2]",
                        "[null,\"k\",\"text\",null,null,null,3]");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void partitionsAreColumns(Engine engine) throws IOException {
        assertThat(rows(engine, "sales"))
                .extracting(row -> columns(row, "id", "country", "day", "land", "part", "prefix"))
                .containsExactly(
                        "[1,\"Côte d'Ivoire/%=+ 🦀\",\"2026-01-01\",\"Côte d'Ivoire/%=+ 🦀\",7,\"0\"]",
                        "[2,null,\"2026-01-01\",null,13,\"0\"]",
                        "[-7,\"x:y\\\\z\\\"#?\",\"2026-01-01\",\"x:y\\\\z\\\"#?\",15,\"-8\"]");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void rejectsAreReadAsTheyWereStored(Engine engine) throws IOException {
        assertThat(rows(engine, "sales__rejects"))
                .extracting(row ->
                        columns(row, "table", "stage", "value", "value_format", "_kafka.topic", "_kafka.timestamp"))
                .containsExactly("[\"sales\",\"value\",\"Nw==\",\"json\",\"sales\",\"2026-01-01T00:00:00.126Z\"]");
    }

    /** Some columns of a row, of structs too. */
    private static String columns(JsonNode row, String... paths) {
        return Stream.of(paths)
                .map(path -> row.at('/' + path.replace('.', '/')).toString())
                .collect(Collectors.joining(",", "[", "]"));
    }
}
