// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.emitted;
import static dev.alluvium.connect.sink.Records.ofValue;
import static dev.alluvium.connect.sink.Records.read;
import static dev.alluvium.connect.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SchemaEvolution;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.UnfitValueException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What has no place in its column stands in {@code _rescued} of the same row. */
@SuppressWarnings("JavaUtilDate")
class RescueTest {
    private static final String RESCUED = "_rescued";
    private static final long DAY_MS = 86_400_000;

    @Test
    void rescuesAFieldWhoseTypeChangedAndTakesItAgainOnceItChangedBack() {
        Schema number = record("price", Schema.INT64_SCHEMA);
        Schema text = record("price", Schema.STRING_SCHEMA);
        TableSchema table = tableOf(number);

        assertThat(row(table, text, "price", "12 EUR"))
                .doesNotContainKey("price")
                .containsEntry("id", 1)
                .containsEntry(RESCUED, "{\"price\":\"12 EUR\"}");
        assertThat(row(table, number, "price", 12L)).containsEntry("price", 12L).doesNotContainKey(RESCUED);
        assertThat(SchemaEvolution.merge(table, schemaOf(text)).isNeeded()).isFalse();
    }

    @Test
    void rescuesAFieldOfAStructAndKeepsItsNeighbours() {
        Schema old = record("after", record("a", Schema.INT32_SCHEMA));
        Schema grown = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("a", Schema.FLOAT64_SCHEMA)
                .field("b", Schema.STRING_SCHEMA)
                .build();

        Map<String, Object> row = row(
                merged(tableOf(old), record("after", grown)),
                record("after", grown),
                "after",
                new Struct(grown).put("id", 7).put("a", 1.5).put("b", "new"));

        assertThat(struct(row, "after"))
                .containsEntry("id", 7)
                .containsEntry("b", "new")
                .doesNotContainKey("a");
        assertThat(row).containsEntry(RESCUED, "{\"after.a\":1.5}");
    }

    @Test
    void rescuesTheWholeOfAListOrMapOfWhichAPartDoesNotFit() {
        Schema old = record("a", Schema.INT32_SCHEMA);
        Schema other = record("a", Schema.STRING_SCHEMA);
        Schema list = record("l", SchemaBuilder.array(other).build());
        Schema map = record("m", SchemaBuilder.map(Schema.STRING_SCHEMA, other).build());
        Struct element = new Struct(other).put("id", 1).put("a", "x");

        assertThat(row(tableOf(record("l", SchemaBuilder.array(old).build())), list, "l", Arrays.asList(element, null)))
                .doesNotContainKey("l")
                .containsEntry(RESCUED, "{\"l\":[{\"id\":1,\"a\":\"x\"},null]}");
        assertThat(row(
                        tableOf(record(
                                "m",
                                SchemaBuilder.map(Schema.STRING_SCHEMA, old).build())),
                        map,
                        "m",
                        Map.of("k", element)))
                .doesNotContainKey("m")
                .containsEntry(RESCUED, "{\"m\":{\"k\":{\"id\":1,\"a\":\"x\"}}}");
    }

    @Test
    void rescuesAStructWhereTheTableHasNone() {
        Schema inner = record("x", Schema.BYTES_SCHEMA);

        assertThat(row(
                        tableOf(record("s", Schema.STRING_SCHEMA)),
                        record("s", inner),
                        "s",
                        new Struct(inner).put("id", 3).put("x", new byte[] {1, 2, 3})))
                .doesNotContainKey("s")
                .containsEntry(RESCUED, "{\"s\":{\"id\":3,\"x\":\"AQID\"}}");
    }

    @Test
    void rescuesWhatDiffersFromAColumnInCaseAlone() {
        TableSchema table = tableOf(record("Name", Schema.STRING_SCHEMA));

        assertThat(row(table, record("name", Schema.STRING_SCHEMA), "name", "Ada"))
                .doesNotContainKeys("name", "Name")
                .containsEntry(RESCUED, "{\"name\":\"Ada\"}");
    }

    @Test
    void rescuesAKeyOfAnotherType() {
        TableSchema table =
                read(Records.of(Schema.INT64_SCHEMA, 1L, null, null)).shape().schema();
        Row row = read(Records.of(Schema.STRING_SCHEMA, "k", null, null));

        Map<String, Object> emitted = emitted(row, table);

        assertThat(emitted).containsEntry(RESCUED, "{\"_kafka.key\":\"k\"}");
        assertThat(struct(emitted, "_kafka")).doesNotContainKey("key").containsEntry("offset", 42L);
    }

    @Test
    void rescuesAFieldOfAKey() {
        Schema old = record("k", Schema.INT64_SCHEMA);
        Schema key = record("k", Schema.STRING_SCHEMA);
        TableSchema table = read(Records.of(old, new Struct(old).put("id", 1), null, null))
                .shape()
                .schema();

        Map<String, Object> emitted =
                emitted(read(Records.of(key, new Struct(key).put("id", 1).put("k", "x"), null, null)), table);

        assertThat(emitted).containsEntry(RESCUED, "{\"_kafka.key.k\":\"x\"}");
        assertThat(struct(emitted, "_kafka")).containsEntry("key", Map.of("id", 1));
    }

    @Test
    void rescuesAValueThatIsNoStruct() {
        TableSchema text = tableOf(Schema.STRING_SCHEMA);

        assertThat(emitted(read(ofValue(Schema.BYTES_SCHEMA, new byte[] {0, -1})), text))
                .doesNotContainKey("value")
                .containsEntry(RESCUED, "{\"value\":\"AP8=\"}");
        assertThat(emitted(read(ofValue(null, Map.of("a", List.of(1, "b")))), tableOf(Schema.INT32_SCHEMA)))
                .doesNotContainKey("value")
                .containsEntry(RESCUED, "{\"value\":{\"a\":[1,\"b\"]}}");
    }

    @Test
    void rescuesAValueThatDoesNotFitIntoItsColumnAndLeavesThatNull() {
        Schema decimal =
                Decimal.builder(2).parameter("connect.decimal.precision", "4").build();

        assertMisfit(decimal, new BigDecimal("123.45"), "123.45");
        assertMisfit(decimal, new BigDecimal("1E+1000000000"), "1E+1000000000");
        assertMisfit(org.apache.kafka.connect.data.Date.SCHEMA, new Date(1), "\"1970-01-01T00:00:00.001Z\"");
        assertMisfit(Time.SCHEMA, new Date(DAY_MS), "\"1970-01-02T00:00:00Z\"");
        assertMisfit(Schema.STRING_SCHEMA, "\ud83d!", "\"\\uD83D!\"");
        assertMisfit(
                SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA)
                        .build(),
                Collections.singletonMap(null, 1),
                "[{\"key\":null,\"value\":1}]");
        assertMisfit(
                SchemaBuilder.array(decimal).build(),
                List.of(new BigDecimal("1.00"), new BigDecimal("123.45")),
                "[1.00,123.45]");
    }

    @Test
    void rescuesAMisfitBehindItsOwnColumnInTheFile() {
        Schema decimal =
                Decimal.builder(2).parameter("connect.decimal.precision", "4").build();
        Schema inner = record("d", decimal);
        Schema grown = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("late", decimal)
                .field("nested", inner)
                .field("name", Schema.STRING_SCHEMA)
                .build();
        TableSchema table = merged(tableOf(record("name", Schema.INT32_SCHEMA)), grown);
        assertThat(table.columns().stream().map(Column::name)).endsWith("late", "nested");
        Struct nested = new Struct(inner).put("id", 5).put("d", new BigDecimal("999.99"));
        Struct value = new Struct(grown)
                .put("id", 1)
                .put("late", new BigDecimal("123.45"))
                .put("nested", nested)
                .put("name", "n");

        Map<String, Object> bad = emitted(read(ofValue(grown, value)), table);
        assertThat(bad)
                .doesNotContainKey("late")
                .containsEntry("nested", Map.of("id", 5))
                .containsEntry(RESCUED, "{\"name\":\"n\",\"late\":123.45,\"nested.d\":999.99}");

        value.put("late", new BigDecimal("1.00"));
        nested.put("d", new BigDecimal("2.00"));
        assertThat(emitted(read(ofValue(grown, value)), table))
                .containsEntry("late", new BigDecimal("1.00"))
                .containsEntry("nested", Map.of("id", 5, "d", new BigDecimal("2.00")))
                .containsEntry(RESCUED, "{\"name\":\"n\"}");
    }

    @Test
    void keepsARowApartFromTheOneBeforeThatFailed() {
        Schema text = record("price", Schema.STRING_SCHEMA);
        TableSchema table = tableOf(record("price", Schema.INT64_SCHEMA));
        RecordReader reader = new RecordReader(0);
        Row first = reader.read(value(text, "price", "x"), Records.SESSION, Records.TABLE);
        var emitter = first.shape().emitterFor(table);
        SinkRecord broken = value(text, "price", "y");
        broken.headers().add("h", new Object(), null);

        Row unchecked = new Row(Records.TABLE, Records.SESSION, Records.OFFSET, first.shape(), broken, 1);
        assertThatThrownBy(() -> emitter.emit(unchecked, new RecordedRows(table)))
                .isInstanceOf(UnfitValueException.class);
        RecordedRows rows = new RecordedRows(table);
        emitter.emit(reader.read(ofValue(text, null), Records.SESSION, Records.TABLE), rows);
        emitter.emit(first, rows);

        assertThat(rows.rows().get(0)).containsOnlyKeys("_kafka");
        assertThat(rows.rows().get(1)).containsEntry(RESCUED, "{\"price\":\"x\"}");
    }

    @Test
    void writesNarrowerNumbersIntoAWiderColumn() {
        Schema wide = SchemaBuilder.struct()
                .field("a", Schema.INT64_SCHEMA)
                .field("b", Schema.INT64_SCHEMA)
                .field("t", Schema.INT64_SCHEMA)
                .field("f", Schema.FLOAT64_SCHEMA)
                .field("d", decimal(12, 4))
                .field("l", SchemaBuilder.array(Schema.INT64_SCHEMA).build())
                .field("s", Schema.INT16_SCHEMA)
                .build();
        Schema narrow = SchemaBuilder.struct()
                .field("a", Schema.INT8_SCHEMA)
                .field("b", Schema.INT32_SCHEMA)
                .field("t", Time.SCHEMA)
                .field("f", Schema.FLOAT32_SCHEMA)
                .field("d", decimal(8, 2))
                .field("l", SchemaBuilder.array(Schema.INT16_SCHEMA).build())
                .field("s", Schema.INT8_SCHEMA)
                .build();
        Struct value = new Struct(narrow)
                .put("a", Byte.MIN_VALUE)
                .put("b", Integer.MAX_VALUE)
                .put("t", new Date(DAY_MS - 1))
                .put("f", 0.1f)
                .put("d", new BigDecimal("-123456.78"))
                .put("l", List.of((short) 1, (short) -2))
                .put("s", (byte) 3);

        assertThat(emitted(read(ofValue(narrow, value)), tableOf(wide)))
                .containsEntry("a", -128L)
                .containsEntry("b", 2147483647L)
                .containsEntry("t", 86_399_999L)
                .containsEntry("f", (double) 0.1f)
                .containsEntry("d", new BigDecimal("-123456.7800"))
                .containsEntry("l", List.of(1L, -2L))
                .containsEntry("s", 3)
                .doesNotContainKey(RESCUED);
    }

    @Test
    void leavesAColumnNullThatTheSourceDropped() {
        TableSchema table = tableOf(record("gone", Schema.STRING_SCHEMA));

        assertThat(row(table, record("renamed", Schema.STRING_SCHEMA), "renamed", "x"))
                .doesNotContainKey("gone")
                .containsEntry(RESCUED, "{\"renamed\":\"x\"}");
        TableSchema grown = merged(table, record("renamed", Schema.STRING_SCHEMA));
        assertThat(row(grown, record("renamed", Schema.STRING_SCHEMA), "renamed", "x"))
                .doesNotContainKeys("gone", RESCUED)
                .containsEntry("renamed", "x");
    }

    @Test
    void needsNothingOfATableWhenAFieldBecomesOptional() {
        Schema required = record("a", Schema.INT32_SCHEMA);
        Schema optional = record("a", Schema.OPTIONAL_INT32_SCHEMA);

        assertThat(SchemaEvolution.merge(tableOf(required), schemaOf(optional)).isNeeded())
                .isFalse();
        assertThat(row(tableOf(required), optional, "a", null)).doesNotContainKeys("a", RESCUED);
    }

    @Test
    void tellsApartPathsThatOnlyPointsPart() {
        Schema inner = record("b", Schema.STRING_SCHEMA);
        Schema both = SchemaBuilder.struct()
                .field("a.b", Schema.STRING_SCHEMA)
                .field("a", inner)
                .build();
        Schema old = SchemaBuilder.struct()
                .field("a.b", Schema.INT32_SCHEMA)
                .field("a", record("b", Schema.INT32_SCHEMA))
                .build();
        Struct value = new Struct(both)
                .put("a.b", "1")
                .put("a", new Struct(inner).put("id", 1).put("b", "2"));

        assertThat(emitted(read(ofValue(both, value)), tableOf(old)))
                .containsEntry(RESCUED, "{\"`a.b`\":\"1\",\"a.b\":\"2\"}");
    }

    @Test
    void doesNotRescueACountBesideATimestampThatSaysTheSame() {
        Schema micros = record(
                "t",
                SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build());
        List<Column> columns = new ArrayList<>(schemaOf(micros).columns());
        columns.removeIf(column -> column.name().equals("t__us"));

        assertThat(row(new TableSchema(columns), micros, "t", 5L))
                .containsEntry("t", 5L)
                .doesNotContainKey(RESCUED);
        assertThat(row(schemaOf(micros), micros, "t", Long.MAX_VALUE))
                .doesNotContainKey("t")
                .containsEntry("t__us", Long.MAX_VALUE)
                .containsEntry(RESCUED, "{\"t\":9223372036854775807}");
    }

    @Test
    void mayRescueAllOfKeyAndValueAndNothingOfItsOwn() {
        var shape = read(ofValue(record("a", Schema.INT32_SCHEMA), null)).shape();

        assertThat(List.of("a", "value", "_kafka.key", "_kafka.key.id", "_kafkaesque", "_rescued_once", "`_kafka.key`"))
                .allMatch(shape::mayRescue);
        assertThat(List.of("_kafka", "_kafka.offset", "_kafka.keys", "_kafka.headers.element.key", RESCUED))
                .noneMatch(shape::mayRescue);
    }

    @Test
    void throwsBeforeTheRowIsBegunIfItIsToBeStrict() {
        Row row = read(value(record("a", Schema.STRING_SCHEMA), "a", "x"), EvolutionMode.STRICT);
        TableSchema table = tableOf(record("a", Schema.INT32_SCHEMA));
        RecordedRows rows = new RecordedRows(table);

        assertThatThrownBy(() -> row.shape().emitterFor(table).emit(row, rows))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("'a'");
        assertThat(rows.rows()).isEmpty();
    }

    @Test
    void compilesFiveThousandColumnsAsFastAsTheyAreLookedAt() {
        SchemaBuilder before = SchemaBuilder.struct();
        SchemaBuilder after = SchemaBuilder.struct();
        for (int i = 0; i < 5_000; i++) {
            before.field("c" + i, i % 2 == 0 ? Schema.INT32_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA);
            after.field("c" + i, Schema.OPTIONAL_STRING_SCHEMA);
        }
        Schema old = before.build();
        Schema wide = after.build();
        Struct value = new Struct(wide);
        wide.fields().forEach(field -> value.put(field, "x"));

        Map<String, Object> row = assertTimeout(
                Duration.ofSeconds(5), () -> emitted(read(ofValue(wide, value)), merged(tableOf(old), wide)));

        assertThat(row).hasSize(2_500 + 2);
        assertThat((String) row.get(RESCUED)).hasSizeGreaterThan(2_500 * 8);
    }

    private static void assertMisfit(Schema schema, Object value, String json) {
        Schema inner = record("price", schema);
        Struct struct = new Struct(inner).put("id", 2).put("price", value);
        Schema envelope = record("after", inner);

        Map<String, Object> row = row(schemaOf(envelope), envelope, "after", struct);

        assertThat(struct(row, "after")).containsOnlyKeys("id");
        assertThat(row).containsEntry(RESCUED, "{\"after.price\":" + json + "}");
    }

    private static Schema decimal(int precision, int scale) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", String.valueOf(precision))
                .build();
    }

    /** A struct of a field {@code id} and another. */
    private static Schema record(String name, Schema field) {
        return SchemaBuilder.struct()
                .optional()
                .field("id", Schema.INT32_SCHEMA)
                .field(name, field)
                .build();
    }

    private static SinkRecord value(Schema schema, String field, Object value) {
        return ofValue(schema, new Struct(schema).put("id", 1).put(field, value));
    }

    private static Map<String, Object> row(TableSchema table, Schema schema, String field, Object value) {
        return emitted(read(value(schema, field, value)), table);
    }

    private static TableSchema schemaOf(Schema schema) {
        return read(ofValue(schema, null)).shape().schema();
    }

    private static TableSchema tableOf(Schema schema) {
        return merged(TableSchema.EMPTY, schema);
    }

    private static TableSchema merged(TableSchema table, Schema schema) {
        return SchemaEvolution.merge(table, schemaOf(schema)).merged();
    }
}
