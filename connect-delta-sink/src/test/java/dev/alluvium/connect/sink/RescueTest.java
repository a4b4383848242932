// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.emitted;
import static dev.alluvium.connect.sink.Records.ofValue;
import static dev.alluvium.connect.sink.Records.read;
import static dev.alluvium.connect.sink.Records.struct;
import static dev.alluvium.connect.sink.RescueRecords.merged;
import static dev.alluvium.connect.sink.RescueRecords.record;
import static dev.alluvium.connect.sink.RescueRecords.row;
import static dev.alluvium.connect.sink.RescueRecords.schemaOf;
import static dev.alluvium.connect.sink.RescueRecords.tableOf;
import static dev.alluvium.connect.sink.RescueRecords.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SchemaEvolution;
import dev.alluvium.connect.sink.core.TableSchema;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What has no place in its column stands in {@code _rescued} of the same row. */
@SuppressWarnings("JavaUtilDate")
class RescueTest {
    private static final String RESCUED = "_rescued";

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
    void mayRescueAllOfKeyAndValueAndNothingOfItsOwn() {
        var shape = read(ofValue(record("a", Schema.INT32_SCHEMA), null)).shape();

        assertThat(List.of("a", "value", "_kafka.key", "_kafka.key.id", "_kafkaesque", "_rescued_once", "`_kafka.key`"))
                .allMatch(shape::mayRescue);
        assertThat(List.of("_kafka", "_kafka.offset", "_kafka.keys", "_kafka.headers.element.key", RESCUED))
                .noneMatch(shape::mayRescue);
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
}
