// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.emitted;
import static dev.alluvium.connect.sink.Records.ofValue;
import static dev.alluvium.connect.sink.Records.read;
import static dev.alluvium.connect.sink.Records.struct;
import static dev.alluvium.connect.sink.RescueRecords.decimal;
import static dev.alluvium.connect.sink.RescueRecords.merged;
import static dev.alluvium.connect.sink.RescueRecords.record;
import static dev.alluvium.connect.sink.RescueRecords.row;
import static dev.alluvium.connect.sink.RescueRecords.schemaOf;
import static dev.alluvium.connect.sink.RescueRecords.tableOf;
import static dev.alluvium.connect.sink.RescueRecords.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
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
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Values of the right type that their columns cannot hold, and those that they can although their type is another. */
@SuppressWarnings("JavaUtilDate")
class RescueMisfitTest {
    private static final String RESCUED = "_rescued";
    private static final long DAY_MS = 86_400_000;

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
        RecordReader reader = new RecordReader();
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
    void throwsBeforeTheRowIsBegunIfItIsToBeStrict() {
        Row row = read(value(record("a", Schema.STRING_SCHEMA), "a", "x"), EvolutionMode.STRICT);
        TableSchema table = tableOf(record("a", Schema.INT32_SCHEMA));
        RecordedRows rows = new RecordedRows(table);

        assertThatThrownBy(() -> row.shape().emitterFor(table).emit(row, rows))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("'a'");
        assertThat(rows.rows()).isEmpty();
    }

    private static void assertMisfit(Schema schema, Object value, String json) {
        Schema inner = record("price", schema);
        Struct struct = new Struct(inner).put("id", 2).put("price", value);
        Schema envelope = record("after", inner);

        Map<String, Object> row = row(schemaOf(envelope), envelope, "after", struct);

        assertThat(struct(row, "after")).containsOnlyKeys("id");
        assertThat(row).containsEntry(RESCUED, "{\"after.price\":" + json + "}");
    }
}
