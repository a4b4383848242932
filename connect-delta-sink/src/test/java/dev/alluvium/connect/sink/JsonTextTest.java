// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate")
class JsonTextTest {
    private final JsonText json = new JsonText("value");

    @Test
    void writesNumbersWithAllTheirDigits() {
        assertThat(json.of(null, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(json.of(null, new BigInteger("18446744073709551616"))).isEqualTo("18446744073709551616");
        assertThat(json.of(null, new BigDecimal("1.10"))).isEqualTo("1.10");
        assertThat(json.of(null, new BigDecimal("0.1000000000000000055511151231257827")))
                .isEqualTo("0.1000000000000000055511151231257827");
        assertThat(new BigDecimal(json.of(null, new BigDecimal("1E+400")))).isEqualTo(new BigDecimal("1E+400"));
        assertThat(json.of(null, 0.1)).isEqualTo("0.1");
        assertThat(json.of(null, 0.1f)).isEqualTo("0.1");
        assertThat(json.of(null, (short) 3)).isEqualTo("3");
        assertThat(json.of(null, Double.NaN)).isEqualTo("\"NaN\"");
    }

    @Test
    void keepsTheOrderOfAMapAndItsNulls() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", null);
        map.put("a", Arrays.asList(1L, null, Map.of("x", true)));
        map.put("", "");

        assertThat(json.of(null, map)).isEqualTo("{\"z\":null,\"a\":[1,null,{\"x\":true}],\"\":\"\"}");
    }

    @Test
    void keepsUnicodeAndEscapesWhatJsonMust() {
        assertThat(json.of(null, "ä名🙂\"\\\n\u0001")).isEqualTo("\"ä名🙂\\\"\\\\\\n\\u0001\"");
    }

    @Test
    void keepsHalfASurrogatePairAsItsEscape() {
        assertThat(json.of(null, Map.of("a", "ä\ud83d"))).isEqualTo("{\"a\":\"ä\\uD83D\"}");
        assertThat(json.of(null, "ä")).isEqualTo("\"ä\"");
    }

    @Test
    void writesBytesAsBase64AndDatesAsIso() {
        assertThat(json.of(null, new byte[] {1, 2, 3})).isEqualTo("\"AQID\"");
        assertThat(json.of(null, ByteBuffer.wrap(new byte[] {0, 1, 2, 3}, 1, 3)))
                .isEqualTo("\"AQID\"");
        assertThat(json.of(Timestamp.SCHEMA, new Date(1))).isEqualTo("\"1970-01-01T00:00:00.001Z\"");
        assertThat(json.of(null, new Date(0))).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(json.of(org.apache.kafka.connect.data.Date.SCHEMA, new Date(0)))
                .isEqualTo("\"1970-01-01\"");
        assertThat(json.of(Time.SCHEMA, new Date(3_600_000))).isEqualTo("\"01:00\"");
    }

    @Test
    void writesValuesWithASchema() {
        Schema schema = SchemaBuilder.struct()
                .field(
                        "day",
                        SchemaBuilder.array(org.apache.kafka.connect.data.Date.SCHEMA)
                                .build())
                .field("price", Decimal.schema(2))
                .field(
                        "none",
                        SchemaBuilder.string().optional().defaultValue("x").build())
                .field("m", SchemaBuilder.map(Schema.INT32_SCHEMA, Time.SCHEMA).build())
                .build();
        Struct struct = new Struct(schema)
                .put("day", List.of(new Date(0)))
                .put("price", new BigDecimal("1.20"))
                .put("m", Map.of(5, new Date(0)));

        assertThat(json.of(schema, struct))
                .isEqualTo("{\"day\":[\"1970-01-01\"],\"price\":1.20,\"none\":null,\"m\":{\"5\":\"00:00\"}}");
    }

    @Test
    void refusesWhatHasNoFormAndGoesOnAfterwards() {
        assertThatThrownBy(() -> json.of(null, List.of(1L, UUID.randomUUID())))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("'value'")
                .hasMessageContaining("java.util.UUID");
        assertThat(json.of(null, List.of(1L))).isEqualTo("[1]");

        assertThat(json.of(null, "a")).isEqualTo("\"a\"");
    }

    @Test
    void writesAMapAsEntriesIfItsKeysAreNoNames() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(null, 1L);
        map.put("a", Map.of("b", 2L));
        map.put(List.of(1L), null);
        Schema point = SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build();
        Schema schema = SchemaBuilder.map(point, Schema.STRING_SCHEMA).build();

        assertThat(json.of(null, map))
                .isEqualTo("[{\"key\":null,\"value\":1},{\"key\":\"a\",\"value\":{\"b\":2}},"
                        + "{\"key\":[1],\"value\":null}]");
        assertThat(json.of(schema, Map.of(new Struct(point).put("x", 1), "v")))
                .isEqualTo("[{\"key\":{\"x\":1},\"value\":\"v\"}]");
        assertThat(json.of(null, Map.of("a", 1L))).isEqualTo("{\"a\":1}");
    }

    @Test
    void writesWhatConvertersReadAtTheirGreatestDepth() {
        Object value = 1L;
        for (int i = 0; i < 1_000; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("a", value);
        }

        assertThat(json.of(null, value)).startsWith("{\"a\":[{").endsWith("}]}");
    }

    @Test
    void refusesWhatIsNestedTooDeepWithoutOverflowingTheStack() {
        List<Object> endless = new java.util.ArrayList<>();
        endless.add(endless);

        assertThatThrownBy(() -> json.of(null, endless))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("nested too deep");
        assertThat(json.of(null, 1L)).isEqualTo("1");
    }

    @Test
    void writesAGiantAndGoesOnAfterwards() {
        String giant = "x".repeat(3_000_000);

        assertThat(json.of(null, giant)).hasSize(3_000_002);
        assertThat(json.of(null, giant)).hasSize(3_000_002);
        assertThat(json.of(null, 1L)).isEqualTo("1");
        assertThat(json.of(null, 2L)).isEqualTo("2");
    }
}
