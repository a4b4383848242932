// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static dev.alluvium.connect.sink.Records.OFFSET;
import static dev.alluvium.connect.sink.Records.SESSION;
import static dev.alluvium.connect.sink.Records.TABLE;
import static dev.alluvium.connect.sink.Records.emitted;
import static dev.alluvium.connect.sink.Records.ofValue;
import static dev.alluvium.connect.sink.Records.read;
import static dev.alluvium.connect.sink.Records.row;
import static dev.alluvium.connect.sink.Records.struct;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.BINARY;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.INTEGER;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.LONG;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.STRING;
import static dev.alluvium.connect.sink.core.ColumnType.Primitive.TIMESTAMP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableSchema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final Schema PAIR = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    @Test
    void makesColumnsOfTheFieldsOfAStruct() {
        SinkRecord record = ofValue(PAIR, new Struct(PAIR).put("id", 7L).put("name", "a"));

        assertThat(names(read(record))).containsExactly("id", "name", "_kafka", "_rescued", "_unavailable");
        assertThat(row(record)).containsEntry("id", 7L).containsEntry("name", "a");
    }

    @Test
    void keepsTheRowsPlaceBesideTheRecord() {
        SinkRecord record = ofValue(Schema.STRING_SCHEMA, "a");
        Row row = read(record);

        assertThat(row.content()).isSameAs(record);
        assertThat(row.offset()).isEqualTo(OFFSET);
        assertThat(row.session()).isSameAs(SESSION);
        assertThat(row.table()).isSameAs(TABLE);
        assertThat(row.sizeBytes()).isPositive();
    }

    @Test
    void makesOneColumnOfTextBytesAndOtherSimpleValues() {
        assertThat(row(ofValue(Schema.STRING_SCHEMA, "grüße"))).containsEntry("value", "grüße");
        assertThat(row(ofValue(Schema.OPTIONAL_BYTES_SCHEMA, new byte[] {1, -1})))
                .containsEntry("value", "0x01ff");
        assertThat(row(ofValue(Schema.OPTIONAL_BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2))))
                .containsEntry("value", "0x0102");
        assertThat(row(ofValue(null, new byte[] {1}))).containsEntry("value", "0x01");
        assertThat(row(ofValue(Schema.INT32_SCHEMA, 5))).containsEntry("value", 5);
        assertThat(row(ofValue(Schema.BOOLEAN_SCHEMA, true))).containsEntry("value", true);
        assertThat(read(ofValue(Schema.FLOAT64_SCHEMA, 1.5)).shape().schema().columns())
                .contains(new Column("value", ColumnType.Primitive.DOUBLE));
    }

    @Test
    void makesOneColumnOfListsAndMapsWithASchema() {
        Schema list = SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build();
        Schema map =
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build();

        assertThat(row(ofValue(list, List.of(1, 2)))).containsEntry("value", List.of(1, 2));
        assertThat(row(ofValue(map, Map.of("a", 1L)))).containsEntry("value", Map.of("a", 1L));
    }

    @Test
    void keepsAValueWithoutSchemaAsJsonText() {
        assertThat(row(ofValue(null, Map.of("a", List.of(1L, "b"))))).containsEntry("value", "{\"a\":[1,\"b\"]}");
        assertThat(row(ofValue(null, List.of(1.5, true)))).containsEntry("value", "[1.5,true]");
        assertThat(row(ofValue(null, "text"))).containsEntry("value", "\"text\"");
        assertThat(row(ofValue(null, 12L))).containsEntry("value", "12");
    }

    @Test
    void writesOnlyTheOriginOfATombstone() {
        SinkRecord plain = ofValue(null, null);
        assertThat(names(read(plain))).containsExactly("_kafka", "_rescued", "_unavailable");
        assertThat(row(plain)).containsOnlyKeys("_kafka");

        assertThat(row(ofValue(PAIR, null))).containsOnlyKeys("_kafka");
        assertThat(row(ofValue(Schema.OPTIONAL_STRING_SCHEMA, null))).containsOnlyKeys("_kafka");
    }

    @Test
    void tellsWhereARowCameFrom() {
        Map<String, Object> kafka = struct(row(ofValue(null, null)), "_kafka");

        assertThat(kafka)
                .containsExactly(
                        Map.entry("epoch", 0L),
                        Map.entry("topic", "orders"),
                        Map.entry("partition", 3),
                        Map.entry("offset", 42L),
                        Map.entry("timestamp", 1_700_000_000_123_000L),
                        Map.entry("timestamp_type", "CreateTime"));
        assertThat(read(ofValue(null, null)).shape().schema().columns())
                .startsWith(new Column(
                        "_kafka",
                        new ColumnType.Struct(List.of(
                                new Column("epoch", LONG),
                                new Column("topic", STRING),
                                new Column("partition", INTEGER),
                                new Column("offset", LONG),
                                new Column("timestamp", TIMESTAMP),
                                new Column("timestamp_type", STRING),
                                new Column(
                                        "headers",
                                        new ColumnType.ListOf(new ColumnType.Struct(
                                                List.of(new Column("key", STRING), new Column("value", BINARY)))))))));
    }

    @Test
    void tellsTheNamesAndVersionsOfSchemasThatHaveThem() {
        Schema key = SchemaBuilder.struct()
                .name("shop.Key")
                .field("id", Schema.INT32_SCHEMA)
                .build();
        Schema order = SchemaBuilder.struct()
                .name("shop.Order")
                .version(3)
                .field("id", Schema.INT32_SCHEMA)
                .build();
        Struct content = new Struct(order).put("id", 1);

        assertThat(struct(row(Records.of(key, new Struct(key).put("id", 1), order, content)), "_kafka"))
                .containsEntry("key_schema_name", "shop.Key")
                .doesNotContainKey("key_schema_version")
                .containsEntry("value_schema_name", "shop.Order")
                .containsEntry("value_schema_version", 3);
        assertThat(struct(row(ofValue(Schema.STRING_SCHEMA, "a")), "_kafka"))
                .doesNotContainKeys("value_schema_name", "value_schema_version");
    }

    @Test
    void putsTheEpochOnEachRow() {
        Session session = new Session(new SourcePartition("orders", 3, 5), 1);
        Row row = new RecordReader().read(ofValue(null, null), session, TABLE);

        assertThat(struct(emitted(row, row.shape().schema()), "_kafka")).containsEntry("epoch", 5L);
    }

    @Test
    void leavesOutATimestampThatTheRecordLacks() {
        SinkRecord record =
                new SinkRecord("orders", 3, null, null, null, null, 1, null, TimestampType.NO_TIMESTAMP_TYPE);

        assertThat(struct(row(record), "_kafka"))
                .doesNotContainKey("timestamp")
                .containsEntry("timestamp_type", "NoTimestampType");
    }

    @Test
    void tellsTheOriginalPlaceOfARecordThatATransformRenamed() {
        SinkRecord record = ofValue(Schema.STRING_SCHEMA, "a")
                .newRecord("renamed", 9, null, null, Schema.STRING_SCHEMA, "a", Records.TIMESTAMP_MS);

        assertThat(struct(row(record), "_kafka"))
                .containsEntry("topic", "orders")
                .containsEntry("partition", 3)
                .containsEntry("offset", 42L);
        assertThat(read(record).offset()).isEqualTo(42);
    }

    @Test
    void keepsKeysOfEveryFormat() {
        Struct struct = new Struct(PAIR).put("id", 7L);

        assertThat(key(PAIR, struct)).isEqualTo(Map.of("id", 7L));
        assertThat(key(Schema.STRING_SCHEMA, "k")).isEqualTo("k");
        assertThat(key(Schema.BYTES_SCHEMA, new byte[] {1})).isEqualTo("0x01");
        assertThat(key(Schema.INT64_SCHEMA, 9L)).isEqualTo(9L);
        assertThat(key(null, Map.of("id", 1L))).isEqualTo("{\"id\":1}");
        assertThat(key(Schema.OPTIONAL_STRING_SCHEMA, null)).isNull();
        assertThat(key(null, null)).isNull();
    }

    @Test
    void keepsHeadersOfEveryKind() {
        SinkRecord record = ofValue(null, null);
        record.headers()
                .addString("text", "ü")
                .addBytes("bytes", new byte[] {1})
                .add("buffer", ByteBuffer.wrap(new byte[] {2}), Schema.BYTES_SCHEMA)
                .addInt("int", 5)
                .add("none", null, null)
                .addStruct("struct", new Struct(PAIR).put("id", 7L))
                .add("text", "again", Schema.STRING_SCHEMA);

        assertThat(struct(row(record), "_kafka").get("headers"))
                .isEqualTo(List.of(
                        Map.of("key", "text", "value", "0xc3bc"),
                        Map.of("key", "bytes", "value", "0x01"),
                        Map.of("key", "buffer", "value", "0x02"),
                        Map.of("key", "int", "value", "0x35"),
                        Map.of("key", "none"),
                        Map.of("key", "struct", "value", RecordedRows.hex("{\"id\":7,\"name\":null}".getBytes(UTF_8))),
                        Map.of("key", "text", "value", RecordedRows.hex("again".getBytes(UTF_8)))));
    }

    @Test
    void givesAnotherNameToAFieldWithTheNameThatIsOurs() {
        Schema schema = SchemaBuilder.struct()
                .field("_Kafka", Schema.STRING_SCHEMA)
                .field("_unavailable", Schema.STRING_SCHEMA)
                .field("_rescued", Schema.STRING_SCHEMA)
                .build();
        Struct value =
                new Struct(schema).put("_Kafka", "a").put("_unavailable", "b").put("_rescued", "c");

        assertThat(row(ofValue(schema, value)))
                .containsEntry("__x004B_afka", "a")
                .containsEntry("_x005F_unavailable", "b")
                .containsEntry("_x005F_rescued", "c")
                .containsKey("_kafka");
    }

    @Test
    void leavesAFieldOfThatNameAloneWhereItIsNotOnTop() {
        Schema inner =
                SchemaBuilder.struct().field("_kafka", Schema.STRING_SCHEMA).build();
        Schema schema = SchemaBuilder.struct().field("a", inner).build();

        assertThat(row(ofValue(schema, new Struct(schema).put("a", new Struct(inner).put("_kafka", "x")))))
                .containsEntry("a", Map.of("_kafka", "x"));
    }

    @Test
    void refusesAValueThatIsNotWhatItsSchemaSays() {
        assertThatThrownBy(() -> read(ofValue(PAIR, Map.of("id", 1L))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("STRUCT");
        Schema other = SchemaBuilder.struct().field("x", Schema.STRING_SCHEMA).build();
        assertThatThrownBy(() -> read(ofValue(PAIR, new Struct(other).put("x", "secret"))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("another schema")
                .hasMessageNotContaining("secret");
    }

    private static Object key(Schema schema, Object key) {
        return struct(row(Records.of(schema, key, Schema.STRING_SCHEMA, "v")), "_kafka")
                .get("key");
    }

    private static List<String> names(Row row) {
        TableSchema schema = row.shape().schema();
        return schema.columns().stream().map(Column::name).toList();
    }
}
