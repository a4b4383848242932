// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;

/** Reads what the converters that Kafka ships really hand over. */
class ConvertersTest {
    private final RecordReader reader = new RecordReader();

    @Test
    void readsJsonWithoutSchemas() {
        Converter json = new JsonConverter();
        json.configure(Map.of("schemas.enable", "false"), false);

        assertThat(converted(json, "{\"a\": [1, 1.5, null], \"b\": {\"c\": \"ä\"}}"))
                .containsEntry("value", "{\"a\":[1,1.5,null],\"b\":{\"c\":\"ä\"}}");
        assertThat(converted(json, "12")).containsEntry("value", "12");
        assertThat(converted(json, "\"text\"")).containsEntry("value", "\"text\"");
        assertThat(converted(json, null)).containsOnlyKeys("_kafka");
    }

    @Test
    void readsJsonWithSchemasAndMakesOneShapeOfThem() {
        Converter json = new JsonConverter();
        json.configure(Map.of("schemas.enable", "true", "replace.null.with.default", "false"), false);
        String schema = "{\"type\":\"struct\",\"fields\":[{\"field\":\"id\",\"type\":\"int64\"},"
                + "{\"field\":\"price\",\"type\":\"bytes\",\"name\":\"org.apache.kafka.connect.data.Decimal\","
                + "\"version\":1,\"parameters\":{\"scale\":\"2\",\"connect.decimal.precision\":\"12\"}},"
                + "{\"field\":\"v\",\"type\":\"string\",\"optional\":true,\"default\":\"x\"}]}";

        for (long id = 0; id < 50; id++) {
            assertThat(converted(
                            json,
                            "{\"schema\":" + schema + ",\"payload\":{\"id\":" + id
                                    + ",\"price\":\"AeJA\",\"v\":null}}"))
                    .containsEntry("id", id)
                    .containsEntry("price", new BigDecimal("1234.56"))
                    .doesNotContainKey("v");
        }
        assertThat(reader.shapesMade()).isEqualTo(1);
    }

    @Test
    void readsText() {
        Converter text = new StringConverter();
        text.configure(Map.of(), false);

        assertThat(converted(text, "ä")).containsEntry("value", "ä");
        assertThat(converted(text, null)).containsOnlyKeys("_kafka");
    }

    @Test
    void readsHeadersOfTheDefaultConverter() {
        SimpleHeaderConverter converter = new SimpleHeaderConverter();
        SinkRecord record = Records.ofValue(null, null);
        for (String text : List.of("abc", "12", "1.50", "true", "[1,2]", "{\"a\":1}", "2024-02-29")) {
            record.headers().add("h", converter.toConnectHeader("orders", "h", text.getBytes(UTF_8)));
        }

        assertThat(Records.struct(Records.row(record), "_kafka").get("headers"))
                .asString()
                .contains(RecordedRows.hex("abc".getBytes(UTF_8)))
                .contains(RecordedRows.hex("12".getBytes(UTF_8)))
                .contains(RecordedRows.hex("true".getBytes(UTF_8)))
                .contains(RecordedRows.hex("[1,2]".getBytes(UTF_8)))
                .contains(RecordedRows.hex("{\"a\":1}".getBytes(UTF_8)))
                .contains(RecordedRows.hex("2024-02-29".getBytes(UTF_8)));
    }

    private Map<String, Object> converted(Converter converter, String text) {
        SchemaAndValue data =
                converter.toConnectData("orders", new RecordHeaders(), text == null ? null : text.getBytes(UTF_8));
        Row row = reader.read(Records.ofValue(data.schema(), data.value()), Records.SESSION, Records.TABLE);
        return Records.emitted(row, row.shape().schema());
    }
}
