// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import java.util.List;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypesTest {

    @ParameterizedTest
    @CsvSource({
        "2, 12, 12, 2",
        "2, , 38, 2",
        "2, 0, 38, 2",
        "2, 39, 38, 2",
        "2, many, 38, 2",
        "5, 3, 5, 5",
        "-2, 10, 12, 0",
        "-2, , 38, 0",
        "0, 38, 38, 0",
        "38, 38, 38, 38",
    })
    void takesTheDigitsOfADecimalFromItsSchema(int scale, String stated, int precision, int columnScale) {
        SchemaBuilder decimal = Decimal.builder(scale);
        if (stated != null) {
            decimal.parameter("connect.decimal.precision", stated);
        }

        assertThat(ColumnTypes.of(decimal.build(), "d")).isEqualTo(new ColumnType.Decimal(precision, columnScale));
    }

    @Test
    void refusesADecimalWithoutScaleOrWithTooMuchOfIt() {
        Schema without = SchemaBuilder.bytes().name(Decimal.LOGICAL_NAME).build();

        assertThatThrownBy(() -> ColumnTypes.of(without, "d"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'d'");
        assertThatThrownBy(() -> ColumnTypes.of(Decimal.schema(39), "d"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'d'");
    }

    @Test
    void takesALogicalNameOnAnotherTypeForNoneOfIts() {
        assertThat(ColumnTypes.of(SchemaBuilder.string().name(Date.LOGICAL_NAME).build(), "d"))
                .isEqualTo(Primitive.STRING);
    }

    @Test
    void refusesASchemaThatContainsItself() {
        SchemaBuilder node = SchemaBuilder.struct().name("Node").optional();
        node.field("id", Schema.INT64_SCHEMA)
                .field("children", SchemaBuilder.array(node).build());
        Schema schema = SchemaBuilder.struct().field("root", node.build()).build();

        assertThatThrownBy(() -> ColumnTypes.of(schema, ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'root.children.element")
                .hasMessageContaining("contains itself")
                .hasMessageContaining("ReplaceField");
        assertThatThrownBy(() -> Records.read(Records.ofValue(schema, null)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("orders-3, offset 42");
    }

    @Test
    void refusesASchemaThatNeverEnds() {
        Schema schema = Schema.STRING_SCHEMA;
        for (int i = 0; i < 101; i++) {
            schema = SchemaBuilder.array(schema).build();
        }
        Schema deep = schema;

        assertThat(ColumnTypes.of(deep.valueSchema(), "a")).isInstanceOf(ColumnType.ListOf.class);
        assertThatThrownBy(() -> ColumnTypes.of(deep, "a"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("100 levels deep");
    }

    @Test
    void takesOneSchemaInTwoPlacesForNoRecursion() {
        Schema point = SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build();
        Schema schema =
                SchemaBuilder.struct().field("a", point).field("b", point).build();

        assertThat(ColumnTypes.of(schema, "")).isInstanceOf(ColumnType.Struct.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a,b", "a;b", "{", "}", "(", ")", "a\nb", "a\tb", "a=b"})
    void refusesNamesThatNoColumnCanHave(String name) {
        Schema inner = SchemaBuilder.struct().field(name, Schema.INT32_SCHEMA).build();
        Schema schema = SchemaBuilder.struct().field("after", inner).build();

        assertThatThrownBy(() -> ColumnTypes.of(schema, ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'after.")
                .hasMessageContaining("Rename");
    }

    @Test
    void refusesAFieldWithoutName() {
        Schema schema = new ConnectSchema(
                Schema.Type.STRUCT,
                false,
                null,
                null,
                null,
                null,
                null,
                List.of(new Field("", 0, Schema.STRING_SCHEMA)),
                null,
                null);

        assertThatThrownBy(() -> ColumnTypes.of(schema, "after"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'after.' has an empty name");
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
    void refusesKeysThatAreNotSimpleAndStructsThatAreEmpty() {
        Schema list = SchemaBuilder.array(Schema.STRING_SCHEMA).build();
        Schema map = SchemaBuilder.map(list, Schema.STRING_SCHEMA).build();
        Schema empty = SchemaBuilder.struct()
                .field("e", SchemaBuilder.struct().build())
                .build();

        assertThatThrownBy(() -> ColumnTypes.of(map, "m"))
                .hasMessageContaining("'m'")
                .hasMessageContaining("ARRAY");
        assertThatThrownBy(() -> ColumnTypes.of(empty, "")).hasMessageContaining("'e'");
        assertThat(ColumnTypes.of(SchemaBuilder.struct().build(), "")).isInstanceOf(ColumnType.Struct.class);
    }
}
