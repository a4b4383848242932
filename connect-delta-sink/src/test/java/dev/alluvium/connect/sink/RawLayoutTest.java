// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.SESSION;
import static dev.alluvium.connect.sink.Records.TABLE;
import static dev.alluvium.connect.sink.Records.emitted;
import static dev.alluvium.connect.sink.Records.ofValue;
import static dev.alluvium.connect.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.EmittedFiles.Emitted;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RawLayoutTest {
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("shop.Order")
            .version(3)
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final RecordReader reader = new RecordReader(new RawShapes(Partitioning.NONE));

    @Test
    void hasTheSameColumnsForEveryRecord() {
        List<SinkRecord> records = List.of(
                Records.of(null, new byte[] {1}, null, new byte[] {2}),
                Records.of(Schema.STRING_SCHEMA, "k", ORDER, new Struct(ORDER).put("id", 1)),
                ofValue(null, Map.of("a", 1)),
                ofValue(null, null));

        assertThat(records).allSatisfy(record -> assertThat(
                        read(record).shape().schema().columns().stream().map(Column::name))
                .containsExactly("key", "key_text", "key_format", "value", "value_text", "value_format", "_kafka"));
        assertThat(records.stream().map(record -> read(record).shape().schema()).distinct())
                .hasSize(1);
    }

    @Test
    void keepsBytesAsTheyWere() {
        Map<String, Object> row = row(Records.of(
                null,
                new byte[] {1, -1},
                Schema.OPTIONAL_BYTES_SCHEMA,
                ByteBuffer.wrap(new byte[] {0, -128, 2}, 1, 2)));

        assertThat(row)
                .containsEntry("key", "0x01ff")
                .containsEntry("key_format", "bytes")
                .containsEntry("value", "0x8002")
                .containsEntry("value_format", "bytes")
                .doesNotContainKeys("key_text", "value_text");
    }

    @Test
    void keepsTextAsItWas() {
        assertThat(row(Records.of(Schema.STRING_SCHEMA, "ключ", Schema.STRING_SCHEMA, "{not json")))
                .containsEntry("key_text", "ключ")
                .containsEntry("key_format", "text")
                .containsEntry("value_text", "{not json")
                .containsEntry("value_format", "text")
                .doesNotContainKeys("key", "value");
    }

    @Test
    void writesWhatIsMoreThanTextAsJson() {
        Map<String, Object> row = row(Records.of(null, Map.of("id", 1L), ORDER, new Struct(ORDER).put("id", 1)));

        assertThat(row)
                .containsEntry("key_text", "{\"id\":1}")
                .containsEntry("key_format", "json")
                .containsEntry("value_text", "{\"id\":1,\"name\":null}")
                .containsEntry("value_format", "json");
        assertThat(struct(row, "_kafka"))
                .containsEntry("value_schema_name", "shop.Order")
                .containsEntry("value_schema_version", 3)
                .doesNotContainKeys("key", "key_schema_name");
    }

    @Test
    void tellsATombstoneFromAnEmptyValue() {
        assertThat(row(Records.of(Schema.STRING_SCHEMA, "k", null, null)))
                .containsEntry("key_text", "k")
                .doesNotContainKeys("value", "value_text", "value_format");
        assertThat(row(ofValue(Schema.STRING_SCHEMA, "")))
                .containsEntry("value_text", "")
                .containsEntry("value_format", "text");
        assertThat(row(ofValue(null, new byte[0]))).containsEntry("value", "0x").containsEntry("value_format", "bytes");
    }

    @Test
    void keepsHalfACharacterInJsonWhichHasAFormForIt() {
        assertThat(row(ofValue(Schema.STRING_SCHEMA, "half \ud800")))
                .containsEntry("value_text", "\"half \\uD800\"")
                .containsEntry("value_format", "json");
    }

    @Test
    void keepsHeadersAndWhereTheRecordCameFrom() {
        SinkRecord record = ofValue(null, new byte[] {1});
        record.headers().addString("h", "x");

        assertThat(struct(row(record), "_kafka"))
                .containsEntry("topic", "orders")
                .containsEntry("offset", 42L)
                .containsEntry("timestamp_type", "CreateTime")
                .containsEntry("headers", List.of(Map.of("key", "h", "value", "0x78")));
    }

    @Test
    void makesOneShapeOfAllSchemasOfOneNameHoweverOftenTheyAreMade() {
        RowShape first = read(ofValue(schemaMadeAnew(), null)).shape();
        for (int i = 0; i < 2_000; i++) {
            Schema schema = schemaMadeAnew();
            assertThat(read(ofValue(schema, new Struct(schema).put("id", i))).shape())
                    .isSameAs(first);
        }
    }

    @Test
    void onlyWhatHasNoFormInJsonGoesToTheRejectsThroughAWholeTask() {
        TaskInMemory memory = new TaskInMemory(column -> true);
        memory.connect()
                .start(TaskInMemory.properties("delta.table.layout", "raw"))
                .produce(
                        record(0, null, new byte[] {1}),
                        record(1, SchemaBuilder.array(Schema.INT32_SCHEMA).build(), List.of("no number")),
                        record(2, ORDER, new Struct(ORDER).put("id", 1)),
                        record(3, null, new Object()),
                        record(4, null, null))
                .drain()
                .stop();

        assertThat(memory.files.rows(memory.log("orders")))
                .extracting(Emitted::offset)
                .containsExactly(0L, 1L, 2L, 4L);
        assertThat(memory.files.rows(memory.log("orders__rejects")))
                .extracting(Emitted::offset)
                .containsExactly(3L);
        assertThat(memory.log("orders").versions())
                .as("created, and nothing more to its schema")
                .hasSizeLessThan(4);
    }

    private static Schema schemaMadeAnew() {
        return SchemaBuilder.struct().name("S").field("id", Schema.INT32_SCHEMA).build();
    }

    private static SinkRecord record(long offset, Schema schema, Object value) {
        return new SinkRecord("orders", 0, null, null, schema, value, offset, 1L, TimestampType.CREATE_TIME);
    }

    private Row read(SinkRecord record) {
        return reader.read(record, SESSION, TABLE);
    }

    private Map<String, Object> row(SinkRecord record) {
        Row row = read(record);
        return emitted(row, row.shape().schema());
    }
}
