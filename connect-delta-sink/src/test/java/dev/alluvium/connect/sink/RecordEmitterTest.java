// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.emitted;
import static dev.alluvium.connect.sink.Records.ofValue;
import static dev.alluvium.connect.sink.Records.read;
import static dev.alluvium.connect.sink.Records.row;
import static dev.alluvium.connect.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.quality.Placeholder;
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
import java.util.Collections;
import java.util.Date;
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
        RecordReader reader = new RecordReader();
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
        Schema list = SchemaBuilder.array(Schema.STRING_SCHEMA).build();

        assertThatThrownBy(() -> unchecked(ofValue(Schema.INT32_SCHEMA, 77L)))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageStartingWith(
                        "orders-3, offset 42, table bronze/orders: Field 'value' holds a java.lang.Long")
                .hasMessageNotContaining("77")
                .hasRootCauseInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> unchecked(ofValue(list, List.of(77))))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("'value'");
        assertThatThrownBy(() -> unchecked(Records.of(Schema.STRING_SCHEMA, 77, null, null)))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("'_kafka.key'");
    }

    /** As if nobody had looked at the record before. */
    private static Map<String, Object> unchecked(SinkRecord record) {
        RecordShape shape = new RecordShapes(Placeholder.of(Placeholder.DEFAULT), EvolutionMode.EVOLVE).shapeOf(record);
        return emitted(new Row(Records.TABLE, Records.SESSION, Records.OFFSET, shape, record, 1), shape.schema());
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
