// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.emitted;
import static dev.alluvium.connect.sink.Records.ofValue;
import static dev.alluvium.connect.sink.Records.read;
import static dev.alluvium.connect.sink.Records.row;
import static dev.alluvium.connect.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SchemaChange;
import dev.alluvium.connect.sink.core.SchemaEvolution;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.UnfitValueException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate")
class RecordEmitterTest {
    private static final long DAY_MS = 86_400_000;

    @Test
    void emitsEveryTypeAndTellsItsColumn() {
        Schema inner = SchemaBuilder.struct()
                .field("x", Schema.INT32_SCHEMA)
                .optional()
                .build();
        Schema schema = SchemaBuilder.struct()
                .field("i8", Schema.INT8_SCHEMA)
                .field("i16", Schema.INT16_SCHEMA)
                .field("i32", Schema.INT32_SCHEMA)
                .field("i64", Schema.INT64_SCHEMA)
                .field("f32", Schema.FLOAT32_SCHEMA)
                .field("f64", Schema.FLOAT64_SCHEMA)
                .field("bool", Schema.BOOLEAN_SCHEMA)
                .field("text", Schema.STRING_SCHEMA)
                .field("bytes", Schema.BYTES_SCHEMA)
                .field(
                        "dec",
                        Decimal.builder(2)
                                .parameter("connect.decimal.precision", "12")
                                .build())
                .field("money", Decimal.schema(2))
                .field("date", org.apache.kafka.connect.data.Date.SCHEMA)
                .field("time", Time.SCHEMA)
                .field("ts", Timestamp.SCHEMA)
                .field("list", SchemaBuilder.array(inner).build())
                .field("map", SchemaBuilder.map(Schema.INT32_SCHEMA, inner).build())
                .field("s", inner)
                .field(
                        "uuid",
                        SchemaBuilder.string().name("io.debezium.data.Uuid").build())
                .field(
                        "micros",
                        SchemaBuilder.int64()
                                .name("io.debezium.time.MicroTimestamp")
                                .build())
                .build();
        Map<Integer, Struct> map = new HashMap<>();
        map.put(1, new Struct(inner).put("x", 1));
        map.put(2, null);
        Struct value = new Struct(schema)
                .put("i8", (byte) -8)
                .put("i16", (short) -16)
                .put("i32", -32)
                .put("i64", -64L)
                .put("f32", 1.5f)
                .put("f64", Double.NaN)
                .put("bool", true)
                .put("text", "t")
                .put("bytes", new byte[] {1})
                .put("dec", new BigDecimal("-12.30"))
                .put("money", new BigDecimal("0.01"))
                .put("date", new Date(-DAY_MS))
                .put("time", new Date(DAY_MS - 1))
                .put("ts", new Date(-1))
                .put("list", Arrays.asList(new Struct(inner).put("x", 2), null))
                .put("map", map)
                .put("s", new Struct(inner).put("x", 3))
                .put("uuid", "u")
                .put("micros", 5L);

        assertThat(read(ofValue(schema, value)).shape().schema().columns())
                .startsWith(
                        new Column("i8", Primitive.BYTE),
                        new Column("i16", Primitive.SHORT),
                        new Column("i32", Primitive.INTEGER),
                        new Column("i64", Primitive.LONG),
                        new Column("f32", Primitive.FLOAT),
                        new Column("f64", Primitive.DOUBLE),
                        new Column("bool", Primitive.BOOLEAN),
                        new Column("text", Primitive.STRING),
                        new Column("bytes", Primitive.BINARY),
                        new Column("dec", new ColumnType.Decimal(12, 2)),
                        new Column("money", new ColumnType.Decimal(38, 2)),
                        new Column("date", Primitive.DATE),
                        new Column("time", Primitive.INTEGER),
                        new Column("ts", Primitive.TIMESTAMP),
                        new Column("list", new ColumnType.ListOf(structOf(new Column("x", Primitive.INTEGER)))),
                        new Column(
                                "map",
                                new ColumnType.MapOf(Primitive.INTEGER, structOf(new Column("x", Primitive.INTEGER)))),
                        new Column("s", structOf(new Column("x", Primitive.INTEGER))),
                        new Column("uuid", Primitive.STRING),
                        new Column("micros", Primitive.TIMESTAMP),
                        new Column("micros__us", Primitive.LONG));
        Map<Integer, Object> mapRow = new HashMap<>();
        mapRow.put(1, Map.of("x", 1));
        mapRow.put(2, null);
        assertThat(row(ofValue(schema, value)))
                .containsEntry("i8", -8)
                .containsEntry("i16", -16)
                .containsEntry("i32", -32)
                .containsEntry("i64", -64L)
                .containsEntry("f32", 1.5f)
                .containsEntry("f64", Double.NaN)
                .containsEntry("bool", true)
                .containsEntry("text", "t")
                .containsEntry("bytes", "0x01")
                .containsEntry("dec", new BigDecimal("-12.30"))
                .containsEntry("money", new BigDecimal("0.01"))
                .containsEntry("date", -1)
                .containsEntry("time", 86_399_999)
                .containsEntry("ts", -1_000L)
                .containsEntry("list", Arrays.asList(Map.of("x", 2), null))
                .containsEntry("map", mapRow)
                .containsEntry("s", Map.of("x", 3))
                .containsEntry("uuid", "u")
                .containsEntry("micros", 5L)
                .containsEntry("micros__us", 5L);
    }

    @Test
    void keepsANullWhereTheSchemaHasADefault() {
        Schema inner = SchemaBuilder.struct()
                .field("x", SchemaBuilder.int64().optional().defaultValue(9L).build())
                .build();
        Schema schema = SchemaBuilder.struct()
                .field("a", SchemaBuilder.string().optional().defaultValue("x").build())
                .field("b", SchemaBuilder.int32().optional().defaultValue(1).build())
                .field("s", inner)
                .build();
        SinkRecord record = ofValue(schema, new Struct(schema).put("b", 2).put("s", new Struct(inner)));

        assertThat(row(record)).doesNotContainKey("a").containsEntry("b", 2).containsEntry("s", Map.of());
        SinkRecord keyed = Records.of(schema, new Struct(schema).put("s", new Struct(inner)), null, null);
        assertThat(struct(row(keyed), "_kafka")).containsEntry("key", Map.of("s", Map.of()));
    }

    @Test
    void emitsEmptyListsMapsAndNestedNulls() {
        Schema schema = SchemaBuilder.struct()
                .field(
                        "list",
                        SchemaBuilder.array(SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build()))
                .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA))
                .build();

        assertThat(row(ofValue(schema, new Struct(schema).put("list", List.of()).put("map", Map.of()))))
                .containsEntry("list", List.of())
                .containsEntry("map", Map.of());
        assertThat(row(ofValue(
                        schema,
                        new Struct(schema)
                                .put("list", Arrays.asList(null, List.of(), Arrays.asList("a", null)))
                                .put("map", Collections.singletonMap("k", null)))))
                .containsEntry("list", Arrays.asList(null, List.of(), Arrays.asList("a", null)))
                .containsEntry("map", Collections.singletonMap("k", null));
    }

    @Test
    void followsTheOrderOfTheFileAtEveryDepthAndLeavesOutItsOtherColumns() {
        SinkRecord record = DebeziumPostgres.update();
        record.headers().addString("h", "v");
        Row row = read(record);
        Map<String, Object> asIs = emitted(row, row.shape().schema());
        TableSchema other =
                new TableSchema(reversedWithMore(row.shape().schema().columns()));

        assertThat(emitted(row, other)).isEqualTo(asIs);
    }

    @Test
    void emitsIntoATableThatGrewFromOtherRows() {
        TableSchema first = read(ofValue(null, null)).shape().schema();
        Row row = read(Records.of(Schema.STRING_SCHEMA, "k", Schema.STRING_SCHEMA, "v"));
        SchemaChange change = SchemaEvolution.merge(first, row.shape().schema());

        assertThat(change.added()).containsExactlyInAnyOrder("value", "_kafka.key");
        assertThat(change.merged().columns().get(0).name()).isEqualTo("_kafka");
        Map<String, Object> emitted = emitted(row, change.merged());
        assertThat(emitted).containsEntry("value", "v");
        assertThat(struct(emitted, "_kafka")).containsEntry("key", "k");
    }

    @Test
    void refusesAFileThatLacksAColumnOfOurs() {
        Row row = read(ofValue(Schema.STRING_SCHEMA, "a"));

        assertThatThrownBy(() -> row.shape().emitterFor(TableSchema.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void usesAnEmitterForManyRows() {
        Row first = read(ofValue(null, Map.of("a", 1L)));
        RecordReader reader = new RecordReader(0);
        RecordedRows rows = new RecordedRows(first.shape().schema());
        var emitter = first.shape().emitterFor(first.shape().schema());
        for (long i = 0; i < 3; i++) {
            emitter.emit(reader.read(ofValue(null, Map.of("a", i)), Records.SESSION, Records.TABLE), rows);
        }

        assertThat(rows.rows())
                .extracting(row -> row.get("value"))
                .containsExactly("{\"a\":0}", "{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void namesTheFieldThatDoesNotFitAndNeverItsValueIfItIsToBeStrict() {
        Schema decimal =
                Decimal.builder(2).parameter("connect.decimal.precision", "4").build();

        assertUnfit(decimal, new BigDecimal("123.45"), "after.price", "decimal(4,2)");
        assertUnfit(decimal, new BigDecimal("1.234"), "after.price", "decimal(4,2)");
        assertUnfit(decimal, new BigDecimal("1E+1000000000"), "after.price", "decimal(4,2)");
        assertUnfit(Timestamp.SCHEMA, new Date(Long.MAX_VALUE / 999), "after.price", "TIMESTAMP");
        assertUnfit(Timestamp.SCHEMA, new Date(Long.MIN_VALUE / 999), "after.price", "TIMESTAMP");
        assertUnfit(org.apache.kafka.connect.data.Date.SCHEMA, new Date(1), "after.price", "time of day");
        assertUnfit(Time.SCHEMA, new Date(DAY_MS), "after.price", "outside of one day");
        assertUnfit(Time.SCHEMA, new Date(-1), "after.price", "outside of one day");
        assertUnfit(
                SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA)
                        .build(),
                Collections.singletonMap(null, 1),
                "after.price",
                "null key");
    }

    @Test
    void fitsADecimalOfAnotherScaleWithoutLoss() {
        Schema schema = SchemaBuilder.struct().field("d", Decimal.schema(2)).build();

        assertThat(row(ofValue(schema, new Struct(schema).put("d", new BigDecimal("1.5000")))))
                .containsEntry("d", new BigDecimal("1.50"));
        assertThat(row(ofValue(schema, new Struct(schema).put("d", new BigDecimal("2E+2")))))
                .containsEntry("d", new BigDecimal("200.00"));
        assertThat(row(ofValue(schema, new Struct(schema).put("d", new BigDecimal("0E+1000000000")))))
                .containsEntry("d", new BigDecimal("0.00"));
    }

    @Test
    void saysSoWhenAValueIsNotOfItsSchema() {
        assertThatThrownBy(() -> row(ofValue(Schema.INT32_SCHEMA, 77L)))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageStartingWith(
                        "orders-3, offset 42, table bronze/orders: Field 'value' holds a java.lang.Long")
                .hasMessageNotContaining("77")
                .hasRootCauseInstanceOf(ClassCastException.class);
        Schema list = SchemaBuilder.array(Schema.STRING_SCHEMA).build();
        assertThatThrownBy(() -> row(ofValue(list, List.of(77))))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("'value'");
        assertThatThrownBy(() -> row(Records.of(Schema.STRING_SCHEMA, 77, null, null)))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("'_kafka.key'");
    }

    private static void assertUnfit(Schema schema, Object value, String... parts) {
        Schema after = SchemaBuilder.struct().field("price", schema).build();
        Schema envelope = SchemaBuilder.struct().field("after", after).build();
        Struct struct = new Struct(envelope).put("after", new Struct(after).put("price", value));

        Row row = read(ofValue(envelope, struct), EvolutionMode.STRICT);
        assertThatThrownBy(() -> emitted(row, row.shape().schema()))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageStartingWith("orders-3, offset 42, table bronze/orders: ")
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining(value.toString());
    }

    private static ColumnType structOf(Column... columns) {
        return new ColumnType.Struct(List.of(columns));
    }

    private static List<Column> reversedWithMore(List<Column> columns) {
        List<Column> reversed = new ArrayList<>();
        reversed.add(new Column("more", Primitive.STRING));
        for (int i = columns.size() - 1; i >= 0; i--) {
            reversed.add(new Column(
                    columns.get(i).name(), reversedWithMore(columns.get(i).type())));
            reversed.add(new Column("more" + i, Primitive.LONG));
        }
        return reversed;
    }

    private static ColumnType reversedWithMore(ColumnType type) {
        if (type instanceof ColumnType.Struct struct) {
            return new ColumnType.Struct(reversedWithMore(struct.columns()));
        }
        if (type instanceof ColumnType.ListOf list) {
            return new ColumnType.ListOf(reversedWithMore(list.element()));
        }
        if (type instanceof ColumnType.MapOf map) {
            return new ColumnType.MapOf(map.key(), reversedWithMore(map.value()));
        }
        return type;
    }
}
