// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypesTest {

    @Test
    void takesAStandInForASchemaBesideItForNoRecursion() {
        SchemaBuilder line = SchemaBuilder.struct().field("sku", Schema.OPTIONAL_STRING_SCHEMA);
        Schema again = new SchemaStandIn(line);
        Schema inside = SchemaBuilder.struct().field("line", again).build();
        Schema schema = SchemaBuilder.struct()
                .field("first", line.build())
                .field("second", again)
                .field("more", SchemaBuilder.array(again).build())
                .field("inside", inside)
                .build();
        Struct value = new Struct(again).put("sku", "x");

        ColumnType column = structOf(new Column("sku", Primitive.STRING));
        assertThat(ColumnTypes.of(schema, ""))
                .isEqualTo(structOf(
                        new Column("first", column),
                        new Column("second", column),
                        new Column("more", new ColumnType.ListOf(column)),
                        new Column("inside", structOf(new Column("line", column)))));
        assertThat(Records.row(Records.ofValue(
                        schema,
                        new Struct(schema)
                                .put("first", new Struct(line.build()).put("sku", "a"))
                                .put("second", value)
                                .put("more", List.of(value, value))
                                .put("inside", new Struct(inside).put("line", value)))))
                .containsEntry("first", Map.of("sku", "a"))
                .containsEntry("second", Map.of("sku", "x"))
                .containsEntry("more", List.of(Map.of("sku", "x"), Map.of("sku", "x")))
                .containsEntry("inside", Map.of("line", Map.of("sku", "x")));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 12, 12, 2",
        "2, , 38, 2",
        "2, 0, 38, 2",
        "2, many, 38, 2",
        "5, 3, 5, 5",
        "-2, 10, 12, 0",
        "-2, , 38, 0",
        "0, 38, 38, 0",
        "38, 38, 38, 38",
        "18, , 38, 18",
    })
    void takesTheDigitsOfADecimalFromItsSchema(int scale, String stated, int precision, int columnScale) {
        SchemaBuilder decimal = Decimal.builder(scale);
        if (stated != null) {
            decimal.parameter("connect.decimal.precision", stated);
        }

        assertThat(ColumnTypes.of(decimal.build(), "d")).isEqualTo(new ColumnType.Decimal(precision, columnScale));
    }

    @ParameterizedTest
    @CsvSource({"2, 39", "-2, 37", "39, 39", "39, ", "19, ", "0, 2147483647"})
    void keepsADecimalAsTextIfItMayHaveMoreDigitsThanAColumn(int scale, String stated) {
        SchemaBuilder decimal = Decimal.builder(scale);
        if (stated != null) {
            decimal.parameter("connect.decimal.precision", stated);
        }

        assertThat(ColumnTypes.of(decimal.build(), "d")).isEqualTo(Primitive.STRING);
    }

    @Test
    void keepsADecimalWithoutScaleAsText() {
        assertThat(ColumnTypes.of(
                        SchemaBuilder.bytes().name(Decimal.LOGICAL_NAME).build(), "d"))
                .isEqualTo(Primitive.STRING);
    }

    @Test
    void takesALogicalNameOnAnotherTypeForNoneOfIts() {
        assertThat(ColumnTypes.of(SchemaBuilder.string().name(Date.LOGICAL_NAME).build(), "d"))
                .isEqualTo(Primitive.STRING);
    }

    @Test
    void makesJsonTextOfThePartOfASchemaThatContainsItself() {
        SchemaBuilder node = SchemaBuilder.struct().name("Node").optional();
        node.field("id", Schema.INT64_SCHEMA)
                .field("children", SchemaBuilder.array(node).optional().build());
        Schema schema = SchemaBuilder.struct().field("root", node.build()).build();
        Struct leaf = new Struct(node).put("id", 3L);
        Struct inner = new Struct(node).put("id", 2L).put("children", List.of(leaf));
        Struct root = new Struct(schema.field("root").schema()).put("id", 1L).put("children", List.of(inner));

        assertThat(ColumnTypes.of(schema, ""))
                .isEqualTo(structOf(new Column(
                        "root",
                        structOf(
                                new Column("id", Primitive.LONG),
                                new Column("children", new ColumnType.ListOf(Primitive.STRING))))));
        assertThat(Records.row(Records.ofValue(schema, new Struct(schema).put("root", root))))
                .containsEntry(
                        "root",
                        Map.of(
                                "id",
                                1L,
                                "children",
                                List.of("{\"id\":2,\"children\":[{\"id\":3,\"children\":null}]}")));
    }

    @Test
    void knowsASchemaThatContainsItselfByIdentityAlone() {
        SchemaBuilder node = SchemaBuilder.struct().name("Node");
        node.field("id", Schema.INT64_SCHEMA).field("next", new SchemaStandIn(node));
        Schema schema = node.build();
        RecordReader reader = new RecordReader();

        for (int i = 0; i < 3; i++) {
            // A transform that copies only the outermost schema leaves a struct of another one, whose fields are the
            // same.
            reader.read(Records.ofValue(schema, new Struct(node).put("id", 1L)), Records.SESSION, Records.TABLE);
        }
        assertThat(reader.shapesMade()).isEqualTo(1);
        assertThatThrownBy(() -> reader.read(
                        Records.ofValue(
                                schema, new Struct(SchemaBuilder.struct().build())),
                        Records.SESSION,
                        Records.TABLE))
                .isInstanceOf(BadRecordException.class);
    }

    @Test
    void makesJsonTextOfWhatIsTooDeepForColumns() {
        Schema schema = Schema.STRING_SCHEMA;
        Object value = "x";
        for (int i = 0; i < 101; i++) {
            schema = SchemaBuilder.array(schema).build();
            value = List.of(value);
        }

        assertThat(ColumnTypes.of(schema, "a").toString()).contains("STRING").startsWith("ListOf");
        assertThat(Records.row(Records.ofValue(schema, value)).get("value").toString())
                .isEqualTo("[".repeat(100) + "[\"x\"]" + "]".repeat(100));
    }

    @Test
    void takesOneSchemaInTwoPlacesForNoRecursion() {
        Schema point = SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build();
        Schema schema =
                SchemaBuilder.struct().field("a", point).field("b", point).build();

        assertThat(ColumnTypes.of(schema, "")).isInstanceOf(ColumnType.Struct.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "ä", "名前", "a-b", "a/b", "$a", "0", "`", "\"", "[0]", "%", "🙂", "element"})
    void keepsEveryOtherName(String name) {
        Schema schema = SchemaBuilder.struct().field(name, Schema.INT32_SCHEMA).build();

        assertThat(((ColumnType.Struct) ColumnTypes.of(schema, "")).columns())
                .singleElement()
                .satisfies(column -> assertThat(column.name()).isEqualTo(name));
    }

    @Test
    void makesAListOfEntriesOfAMapWithKeysThatAreNotSimple() {
        Schema point = SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build();
        Schema map = SchemaBuilder.map(point, Schema.OPTIONAL_STRING_SCHEMA).build();
        Map<Struct, String> value = new LinkedHashMap<>();
        value.put(new Struct(point).put("x", 1), "a");
        value.put(new Struct(point).put("x", 2), null);

        assertThat(ColumnTypes.of(map, "m"))
                .isEqualTo(new ColumnType.ListOf(structOf(
                        new Column("key", structOf(new Column("x", Primitive.INTEGER))),
                        new Column("value", Primitive.STRING))));
        assertThat(Records.row(Records.ofValue(map, value)))
                .containsEntry(
                        "value", List.of(Map.of("key", Map.of("x", 1), "value", "a"), Map.of("key", Map.of("x", 2))));
    }

    @Test
    void tellsOfAStructWithoutFieldsThatItWasThere() {
        Schema empty = SchemaBuilder.struct().optional().build();
        Schema schema =
                SchemaBuilder.struct().field("e", empty).field("f", empty).build();

        assertThat(ColumnTypes.of(empty, "e")).isEqualTo(structOf(new Column("_empty", Primitive.BOOLEAN)));
        assertThat(Records.row(Records.ofValue(schema, new Struct(schema).put("e", new Struct(empty)))))
                .containsEntry("e", Map.of("_empty", true))
                .doesNotContainKey("f");
        assertThat(Records.row(Records.ofValue(empty, new Struct(empty)))).containsEntry("_empty", true);
    }

    @Test
    void putsACountOfMicrosecondsBesideATimestampUnlessTheSchemaHasAFieldOfThatName() {
        Schema micros =
                SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();
        Schema list = SchemaBuilder.array(micros).build();
        Schema schema = SchemaBuilder.struct()
                .field("a", micros)
                .field("A__US", Schema.STRING_SCHEMA)
                .field("b", list)
                .build();
        Struct value =
                new Struct(schema).put("a", 1L).put("A__US", "own").put("b", List.of(2L, EpochRange.FIRST_DAY - 1L));

        assertThat(ColumnTypes.of(schema, "after"))
                .isEqualTo(structOf(
                        new Column("a", Primitive.TIMESTAMP),
                        new Column("A__US", Primitive.STRING),
                        new Column("b", new ColumnType.ListOf(Primitive.TIMESTAMP)),
                        new Column("b__us", new ColumnType.ListOf(Primitive.LONG))));
        assertThat(Records.row(Records.ofValue(schema, value)))
                .containsEntry("a", 1L)
                .containsEntry("A__US", "own")
                .containsEntry("b", List.of(2L, -719_163L))
                .containsEntry("b__us", List.of(2L, -719_163L));
        assertThat(ColumnTypes.of(list, "value")).isEqualTo(new ColumnType.ListOf(Primitive.TIMESTAMP));
    }

    private static ColumnType structOf(Column... columns) {
        return new ColumnType.Struct(List.of(columns));
    }
}
