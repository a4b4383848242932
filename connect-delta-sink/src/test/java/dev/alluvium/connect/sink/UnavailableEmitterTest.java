// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.TableSchema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnavailableEmitterTest {
    private static final String TEXT = "__debezium_unavailable_value";
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "json",
                    SchemaBuilder.string()
                            .name("io.debezium.data.Json")
                            .optional()
                            .build())
            .field("a b", Schema.OPTIONAL_STRING_SCHEMA)
            .field("bytea", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("number", Decimal.builder(0).optional().build())
            .field("ints", array(Schema.OPTIONAL_INT32_SCHEMA))
            .field(
                    "days",
                    array(SchemaBuilder.int32().name("io.debezium.time.Date").build()))
            .field("longs", array(Schema.OPTIONAL_INT64_SCHEMA))
            .field("texts", array(Schema.OPTIONAL_STRING_SCHEMA))
            .field(
                    "uuids",
                    array(SchemaBuilder.string()
                            .name("io.debezium.data.Uuid")
                            .optional()
                            .build()))
            .field("byteas", array(Schema.OPTIONAL_BYTES_SCHEMA))
            .field(
                    "hstore",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("before", ROW)
            .field("after", ROW)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    @Test
    void findsThePlaceholderInTheFormOfEachType() {
        byte[] bytes = TEXT.getBytes(UTF_8);
        List<Integer> ints = TEXT.chars().boxed().toList();
        Struct after = new Struct(ROW)
                .put("id", 1L)
                .put("text", TEXT)
                .put("json", TEXT)
                .put("a b", TEXT)
                .put("bytea", ByteBuffer.wrap(bytes))
                .put("ints", ints)
                .put("days", ints)
                .put("longs", ints.stream().map(Integer::longValue).toList())
                .put("texts", List.of(TEXT))
                .put("uuids", List.of(UUID.nameUUIDFromBytes(bytes).toString()))
                .put("byteas", List.of(bytes))
                .put("hstore", Map.of(TEXT, TEXT));

        Map<String, Object> row = Records.row(update(null, after));

        assertThat(row)
                .containsEntry(
                        "_unavailable",
                        List.of(
                                "after.text",
                                "after.json",
                                "after.a_x0020_b",
                                "after.bytea",
                                "after.ints",
                                "after.days",
                                "after.longs",
                                "after.texts",
                                "after.uuids",
                                "after.byteas",
                                "after.hstore"));
        assertThat(Records.struct(row, "after"))
                .containsEntry("text", TEXT)
                .containsEntry("texts", List.of(TEXT))
                .containsEntry("ints", ints);
    }

    @Test
    void takesNoValueForThePlaceholderThatOnlyResemblesIt() {
        byte[] bytes = TEXT.getBytes(UTF_8);
        List<Integer> ints = new ArrayList<>(TEXT.chars().boxed().toList());
        ints.set(27, null);
        Struct after = new Struct(ROW)
                .put("id", 1L)
                .put("text", TEXT + " ")
                .put("bytea", ByteBuffer.wrap(bytes, 1, bytes.length - 1))
                .put("number", BigDecimal.ONE)
                .put("ints", ints)
                .put("longs", List.of())
                .put("texts", List.of(TEXT, TEXT))
                .put("uuids", Collections.singletonList(null))
                .put("byteas", Collections.singletonList(null))
                .put("hstore", Map.of("a", TEXT));

        assertThat(Records.row(update(after, after))).doesNotContainKey("_unavailable");
        assertThat(Records.row(update(null, null))).doesNotContainKey("_unavailable");
    }

    @Test
    void findsItBeforeAndAfterAndInOneRowAfterTheOther() {
        Struct with = new Struct(ROW).put("id", 1L).put("text", TEXT);
        Struct without = new Struct(ROW).put("id", 1L).put("text", "x");
        RecordReader reader = new RecordReader();
        Row first = reader.read(update(with, with), Records.SESSION, Records.TABLE);
        RecordedRows rows = new RecordedRows(first.shape().schema());
        var emitter = first.shape().emitterFor(first.shape().schema());
        emitter.emit(first, rows);
        emitter.emit(reader.read(update(with, without), Records.SESSION, Records.TABLE), rows);
        emitter.emit(reader.read(update(without, without), Records.SESSION, Records.TABLE), rows);

        assertThat(rows.rows())
                .extracting(row -> row.get("_unavailable"))
                .containsExactly(List.of("before.text", "after.text"), List.of("before.text"), null);
    }

    @Test
    void findsTheFormsOfOtherModesOfTheSource() {
        byte[] bytes = TEXT.getBytes(UTF_8);
        for (String form : List.of(
                Base64.getEncoder().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                "{\"" + TEXT + "\":\"" + TEXT + "\"}")) {
            assertThat(Records.row(update(null, new Struct(ROW).put("id", 1L).put("text", form))))
                    .containsEntry("_unavailable", List.of("after.text"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"n/a", "hex:6e2f61"})
    void looksForThePlaceholderOfTheConfiguration(String setting) {
        RecordReader reader = new RecordReader(Placeholder.of(setting), EvolutionMode.EVOLVE);
        Struct own = new Struct(ROW).put("id", 1L).put("text", "n/a").put("json", TEXT);
        Row row = reader.read(update(null, own), Records.SESSION, Records.TABLE);

        assertThat(Records.emitted(row, row.shape().schema())).containsEntry("_unavailable", List.of("after.text"));
        assertThatThrownBy(() -> Placeholder.of("hex:6")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Placeholder.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void looksAtChangeEventsAlone() {
        Schema flat =
                SchemaBuilder.struct().field("after", Schema.STRING_SCHEMA).build();

        assertThat(Records.row(Records.ofValue(flat, new Struct(flat).put("after", TEXT))))
                .doesNotContainKey("_unavailable");
        assertThat(UnavailableEmitter.of(ROW, Placeholder.of(TEXT), 0)).isEmpty();
        assertThat(UnavailableEmitter.of(Schema.STRING_SCHEMA, Placeholder.of(TEXT), 0))
                .isEmpty();
    }

    @Test
    void findsTheColumnWhereverItStandsInTheTable() {
        Row row = Records.read(update(null, new Struct(ROW).put("id", 1L).put("text", TEXT)));
        List<Column> reversed = row.shape().schema().columns().stream()
                .collect(Collectors.collectingAndThen(Collectors.toCollection(ArrayList::new), columns -> {
                    Collections.reverse(columns);
                    return columns;
                }));

        assertThat(Records.emitted(row, new TableSchema(reversed)))
                .isEqualTo(Records.emitted(row, row.shape().schema()));
    }

    private static SinkRecord update(Struct before, Struct after) {
        return Records.ofValue(
                ENVELOPE,
                new Struct(ENVELOPE).put("before", before).put("after", after).put("op", "u"));
    }

    private static Schema array(Schema element) {
        return SchemaBuilder.array(element).optional().build();
    }
}
