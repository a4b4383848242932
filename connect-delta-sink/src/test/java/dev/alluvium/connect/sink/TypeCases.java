// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Every type that Connect and Debezium know, with its extremes. */
@SuppressWarnings("JavaUtilDate")
final class TypeCases {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final Instant BEFORE_GREGORY = Instant.parse("1582-10-04T23:59:59.999999Z");
    private static final Instant BEFORE_1970 = Instant.parse("1969-12-31T23:59:59.999999Z");

    /** What Debezium delivers for PostgreSQL's {@code infinity}. */
    private static final long INFINITY_US = 9_223_371_331_200_000_000L;

    private static final String DIGITS_38 = "12345678901234567890123456789012345678";
    private static final String DIGITS_60 = DIGITS_38 + "9012345678901234567890";

    private TypeCases() {}

    static List<TypeCase> all() {
        return Stream.of(plain(), connect(), debeziumTimes(), debeziumTexts(), debeziumOthers(), nested())
                .flatMap(List::stream)
                .toList();
    }

    private static List<TypeCase> plain() {
        return List.of(
                TypeCase.of("boolean", SchemaBuilder.bool(), "").keeps(true, false),
                TypeCase.of("int8", SchemaBuilder.int8(), "")
                        .holds((byte) -128, -128)
                        .holds((byte) 127, 127),
                TypeCase.of("int16", SchemaBuilder.int16(), "")
                        .holds(Short.MIN_VALUE, -32_768)
                        .holds(Short.MAX_VALUE, 32_767),
                TypeCase.of("int32", SchemaBuilder.int32(), "").keeps(Integer.MIN_VALUE, Integer.MAX_VALUE),
                TypeCase.of("int64", SchemaBuilder.int64(), "unsigned numbers as the source delivers them")
                        .keeps(Long.MIN_VALUE, Long.MAX_VALUE, -1L),
                TypeCase.of("float32", SchemaBuilder.float32(), "NaN, infinities and -0.0 as they are")
                        .keeps(Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, -0.0f),
                TypeCase.of("float64", SchemaBuilder.float64(), "NaN, infinities and -0.0 as they are")
                        .keeps(Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -0.0),
                TypeCase.of(
                                "string",
                                SchemaBuilder.string(),
                                "half a surrogate pair, which UTF-8 cannot write: rescued")
                        .keeps("", "ä名🙂?", "\u0000", "x".repeat(100_000))
                        .rescues("a\ud83d", "\ude42", "\ude42\ud83d"),
                TypeCase.of("bytes", SchemaBuilder.bytes(), "")
                        .holds(new byte[0], "0x")
                        .holds(new byte[] {0, -1}, "0x00ff")
                        .holds(ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2), "0x0203"));
    }

    private static List<TypeCase> connect() {
        return List.of(
                TypeCase.of(
                                "Decimal, precision 12, scale 2",
                                decimal(2, 12),
                                "precision from `connect.decimal.precision`")
                        .keeps(new BigDecimal("-9999999999.99"))
                        .holds(new BigDecimal("1.5"), new BigDecimal("1.50"))
                        .holds(new BigDecimal("0E+9"), new BigDecimal("0.00"))
                        .rescues(
                                new BigDecimal("0.001"),
                                new BigDecimal("10000000000.00"),
                                new BigDecimal("1E+1000000000")),
                TypeCase.of("Decimal, precision 38, scale 38", decimal(38, 38), "")
                        .keeps(new BigDecimal("0." + DIGITS_38), new BigDecimal("-0." + DIGITS_38)),
                TypeCase.of("Decimal, precision 3, scale 5", decimal(5, 3), "")
                        .keeps(new BigDecimal("0.00999"))
                        .rescues(new BigDecimal("1.00000")),
                TypeCase.of("Decimal, precision 3, scale -2", decimal(-2, 3), "")
                        .holds(new BigDecimal(BigInteger.valueOf(-999), -2), new BigDecimal("-99900"))
                        .rescues(new BigDecimal("0.1"), new BigDecimal("100000")),
                TypeCase.of(
                                "Decimal, precision 60, scale 20",
                                decimal(20, 60),
                                "every digit, zeros at the end included")
                        .holds(new BigDecimal(new BigInteger("-" + DIGITS_60), 20), "-" + point(DIGITS_60, 40))
                        .holds(new BigDecimal("1.50"), "1.50")
                        .holds(new BigDecimal("1E+3"), "1000")
                        .holds(new BigDecimal("1E+1000000000"), "1E+1000000000"),
                TypeCase.of(
                                "Decimal, scale 2, precision unknown",
                                Decimal.builder(2),
                                "as of `money`; up to scale 18, which leaves 20 digits before the point")
                        .keeps(new BigDecimal("-92233720368547758.08"))
                        .rescues(new BigDecimal(new BigInteger(DIGITS_60), 2)),
                TypeCase.of(
                                "Decimal, scale 0, precision unknown",
                                Decimal.builder(0),
                                "as of MySQL's `bigint unsigned` (`bigint.unsigned.handling.mode=precise`)")
                        .keeps(new BigDecimal("18446744073709551615"), new BigDecimal("-" + DIGITS_38)),
                TypeCase.of("Decimal, scale 19, precision unknown", Decimal.builder(19), "")
                        .holds(new BigDecimal(new BigInteger(DIGITS_60), 19), point(DIGITS_60, 41)),
                TypeCase.of("org.apache.kafka.connect.data.Date", org.apache.kafka.connect.data.Date.SCHEMA, "")
                        .holds(date("0001-01-01"), -719_162)
                        .holds(date("1582-10-04"), -141_438)
                        .holds(date("1969-12-31"), -1)
                        .holds(date("9999-12-31"), 2_932_896)
                        .rescues(date("0000-12-31"), date("+10000-01-01"), new Date(1), new Date(Long.MAX_VALUE)),
                TypeCase.of("org.apache.kafka.connect.data.Time", Time.SCHEMA, "milliseconds of the day")
                        .holds(new Date(0), 0)
                        .holds(new Date(86_399_999), 86_399_999)
                        .rescues(new Date(-1), new Date(86_400_000)),
                TypeCase.of("org.apache.kafka.connect.data.Timestamp", Timestamp.SCHEMA, "")
                        .holds(Date.from(FIRST), micros(FIRST))
                        .holds(new Date(-1), -1_000L)
                        .holds(date("9999-12-31"), micros(Instant.parse("9999-12-31T00:00:00Z")))
                        .rescues(new Date(Long.MAX_VALUE), new Date(Long.MIN_VALUE), date("+10000-01-01")));
    }

    private static List<TypeCase> debeziumTimes() {
        return List.of(
                TypeCase.of(
                                "io.debezium.time.Date",
                                int32("io.debezium.time.Date"),
                                "outside of the years 1 to 9999, `infinity` included: rescued")
                        .keeps(-719_162, -141_438, -1, 0, 2_932_896)
                        .rescues(-719_163, 2_932_897, Integer.MAX_VALUE, Integer.MIN_VALUE),
                TypeCase.of("io.debezium.time.Time", int32("io.debezium.time.Time"), "milliseconds, as delivered")
                        .keeps(0, 86_400_000, -1),
                TypeCase.of(
                                "io.debezium.time.MicroTime",
                                int64("io.debezium.time.MicroTime"),
                                "microseconds, as delivered")
                        .keeps(0L, 86_400_000_000L, -3_020_399_000_000L),
                TypeCase.of(
                                "io.debezium.time.NanoTime",
                                int64("io.debezium.time.NanoTime"),
                                "nanoseconds, as delivered")
                        .keeps(86_399_999_999_999L),
                TypeCase.of(
                                "io.debezium.time.Timestamp",
                                int64("io.debezium.time.Timestamp"),
                                "outside of the years 1 to 9999, `infinity` included: rescued")
                        .holds(FIRST.toEpochMilli(), micros(FIRST))
                        .holds(BEFORE_GREGORY.toEpochMilli(), micros(BEFORE_GREGORY) - 999)
                        .holds(LAST.toEpochMilli(), micros(LAST) - 999)
                        .rescues(
                                FIRST.toEpochMilli() - 1, LAST.toEpochMilli() + 1, INFINITY_US / 1_000, Long.MIN_VALUE),
                TypeCase.of(
                                "io.debezium.time.MicroTimestamp",
                                int64("io.debezium.time.MicroTimestamp"),
                                "outside of the years 1 to 9999, `infinity` included: rescued, and in the count beside it")
                        .keeps(micros(FIRST), micros(BEFORE_GREGORY), micros(BEFORE_1970), micros(LAST))
                        .rescues(micros(FIRST) - 1, micros(LAST) + 1, INFINITY_US, -INFINITY_US, Long.MIN_VALUE),
                TypeCase.of(
                                "io.debezium.time.NanoTimestamp",
                                int64("io.debezium.time.NanoTimestamp"),
                                "nanoseconds: no TIMESTAMP has them")
                        .keeps(Long.MIN_VALUE, Long.MAX_VALUE),
                TypeCase.of("io.debezium.time.ZonedTimestamp", text("io.debezium.time.ZonedTimestamp"), "to the letter")
                        .keeps(
                                "2024-02-29T10:34:56.123456Z",
                                "infinity",
                                "-infinity",
                                "-4713-11-24T00:00:00Z",
                                "+294276-12-31T23:59:59.999999Z"),
                TypeCase.of("io.debezium.time.ZonedTime", text("io.debezium.time.ZonedTime"), "to the letter")
                        .keeps("10:34:56.1Z", "24:00:00Z"),
                TypeCase.of("io.debezium.time.IsoDate", text("io.debezium.time.IsoDate"), "to the letter")
                        .keeps("-0001-01-01Z"),
                TypeCase.of("io.debezium.time.IsoTime", text("io.debezium.time.IsoTime"), "to the letter")
                        .keeps("10:34:56.123456Z"),
                TypeCase.of("io.debezium.time.IsoTimestamp", text("io.debezium.time.IsoTimestamp"), "to the letter")
                        .keeps("2024-02-29T10:34:56.123456Z"),
                TypeCase.of("io.debezium.time.Interval", text("io.debezium.time.Interval"), "ISO 8601, to the letter")
                        .keeps("P1Y2M3DT4H5M6.78S"),
                TypeCase.of("io.debezium.time.MicroDuration", int64("io.debezium.time.MicroDuration"), "")
                        .keeps(Long.MIN_VALUE),
                TypeCase.of("io.debezium.time.NanoDuration", int64("io.debezium.time.NanoDuration"), "")
                        .keeps(Long.MAX_VALUE),
                TypeCase.of("io.debezium.time.Year", int32("io.debezium.time.Year"), "")
                        .keeps(0, 1901, 2155),
                TypeCase.of(
                                "io.debezium.time.StructuredDate",
                                SchemaBuilder.struct()
                                        .name("io.debezium.time.StructuredDate")
                                        .field("year", Schema.OPTIONAL_INT32_SCHEMA)
                                        .field("month", Schema.OPTIONAL_INT8_SCHEMA)
                                        .field("day", Schema.OPTIONAL_INT8_SCHEMA)
                                        .field("specialValue", Schema.OPTIONAL_STRING_SCHEMA),
                                "and the other `Structured` types of `time.precision.mode=structured`: a struct as it is")
                        .holds(structuredInfinity(), Map.of("specialValue", "POSITIVE_INFINITY")));
    }

    private static List<TypeCase> debeziumTexts() {
        return List.of(
                TypeCase.of("io.debezium.data.Json", text("io.debezium.data.Json"), "to the letter")
                        .keeps("{\"b\": [1, 1.10]}"),
                TypeCase.of("io.debezium.data.Xml", text("io.debezium.data.Xml"), "")
                        .keeps("<a/>"),
                TypeCase.of("io.debezium.data.Uuid", text("io.debezium.data.Uuid"), "")
                        .keeps("ea06f4ad-7e3a-4d38-9c75-1b1d0b8a3f10"),
                TypeCase.of(
                                "io.debezium.data.Enum",
                                text("io.debezium.data.Enum").parameter("allowed", "a,b"),
                                "")
                        .keeps("a"),
                TypeCase.of(
                                "io.debezium.data.EnumSet",
                                text("io.debezium.data.EnumSet").parameter("allowed", "a,b"),
                                "")
                        .keeps("a,b", ""),
                TypeCase.of("io.debezium.data.Ltree", text("io.debezium.data.Ltree"), "")
                        .keeps("a.b.c"),
                TypeCase.of("io.debezium.data.Tsvector", text("io.debezium.data.Tsvector"), "")
                        .keeps("'a':1 'b':2"));
    }

    private static List<TypeCase> debeziumOthers() {
        Schema variable = SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA)
                .build();
        Schema geometry = SchemaBuilder.struct()
                .name("io.debezium.data.geometry.Geometry")
                .field("wkb", Schema.BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        Schema point = SchemaBuilder.struct()
                .name("io.debezium.data.geometry.Point")
                .field("x", Schema.FLOAT64_SCHEMA)
                .field("y", Schema.FLOAT64_SCHEMA)
                .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        Schema sparse = SchemaBuilder.struct()
                .name("io.debezium.data.SparseDoubleVector")
                .field("dimensions", Schema.INT16_SCHEMA)
                .field(
                        "vector",
                        SchemaBuilder.map(Schema.INT16_SCHEMA, Schema.FLOAT64_SCHEMA)
                                .build())
                .build();
        return List.of(
                TypeCase.of(
                                "io.debezium.data.VariableScaleDecimal",
                                variable,
                                "the number with every digit, to be compared and cast: as of `numeric` without bounds")
                        .holds(variable(variable, "1234.50"), "1234.50")
                        .holds(variable(variable, "-" + DIGITS_60), "-" + DIGITS_60)
                        .holds(variable(variable, "1E+3"), "1000")
                        .holds(
                                new Struct(variable).put("scale", 2).put("value", ByteBuffer.wrap(new byte[] {1, 0})),
                                "2.56")
                        .holds(variable(variable, "1E-16383"), new BigDecimal("1E-16383").toPlainString())
                        .rescues(new Struct(variable).put("scale", 0), new Struct(variable).put("value", new byte[0])),
                TypeCase.of("io.debezium.data.Bits", bytes("io.debezium.data.Bits"), "little-endian, as delivered")
                        .holds(new byte[] {5}, "0x05"),
                TypeCase.of(
                                "io.debezium.data.geometry.Geometry",
                                geometry,
                                "`Geography`, `Circle` and `Line` likewise: a struct as it is")
                        .holds(
                                new Struct(geometry).put("wkb", new byte[] {1}).put("srid", 4326),
                                Map.of("wkb", "0x01", "srid", 4326)),
                TypeCase.of("io.debezium.data.geometry.Point", point, "")
                        .holds(new Struct(point).put("x", 1.5).put("y", Double.NaN), Map.of("x", 1.5, "y", Double.NaN)),
                TypeCase.of(
                                "io.debezium.data.DoubleVector",
                                SchemaBuilder.array(Schema.FLOAT64_SCHEMA).name("io.debezium.data.DoubleVector"),
                                "")
                        .keeps(List.of(1.5, -2.5)),
                TypeCase.of(
                                "io.debezium.data.FloatVector",
                                SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector"),
                                "")
                        .keeps(List.of(1.5f)),
                TypeCase.of("io.debezium.data.SparseDoubleVector", sparse, "")
                        .holds(
                                new Struct(sparse).put("dimensions", (short) 9).put("vector", Map.of((short) 3, 0.5)),
                                Map.of("dimensions", 9, "vector", Map.of(3, 0.5))));
    }

    private static List<TypeCase> nested() {
        Schema pair = SchemaBuilder.struct()
                .field("a b", Schema.OPTIONAL_INT32_SCHEMA)
                .field("c", Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build();
        SchemaBuilder node = SchemaBuilder.struct().name("Node").optional();
        node.field("id", Schema.INT32_SCHEMA)
                .field("next", node)
                .field("more", SchemaBuilder.array(node).optional().build());
        Schema union = SchemaBuilder.struct()
                .name("io.confluent.connect.avro.Union")
                .field("string", Schema.OPTIONAL_STRING_SCHEMA)
                .field("long", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        Schema empty = SchemaBuilder.struct().name("google.protobuf.Empty").build();
        Map<Struct, Integer> byStruct = new LinkedHashMap<>();
        byStruct.put(new Struct(pair).put("a b", 1), 2);
        Map<String, Integer> withNullKey = new LinkedHashMap<>();
        withNullKey.put(null, 1);
        return List.of(
                TypeCase.of("array", SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA), "of any type")
                        .keeps(Arrays.asList(1, null), List.of()),
                TypeCase.of(
                                "array of MicroTimestamp",
                                SchemaBuilder.array(int64("io.debezium.time.MicroTimestamp")
                                        .optional()
                                        .build()),
                                "one element that does not fit rescues the whole array")
                        .keeps(Arrays.asList(micros(FIRST), null, 1L))
                        .rescues(List.of(1L, INFINITY_US)),
                TypeCase.of("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT64_SCHEMA), "")
                        .keeps(Map.of("a", 1L), Map.of()),
                TypeCase.of(
                                "map, keys optional",
                                SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA),
                                "Delta knows no null key: rescued")
                        .keeps(Map.of("a", 1))
                        .rescues(withNullKey, Map.of("\ud83d", 1)),
                TypeCase.of(
                                "map, keys not simple",
                                SchemaBuilder.map(pair, Schema.INT32_SCHEMA),
                                "structs, arrays, maps as keys: a list of entries")
                        .holds(byStruct, List.of(Map.of("key", Map.of("a_x0020_b", 1), "value", 2))),
                TypeCase.of("struct", pair, "names: see below")
                        .holds(new Struct(pair).put("a b", 1), Map.of("a_x0020_b", 1))
                        .rescues(new Struct(pair).put("c", "\ud83d")),
                TypeCase.of("struct without fields", empty, "the mark is true")
                        .holds(new Struct(empty), Map.of("_empty", true)),
                TypeCase.of("struct that contains itself", node, "JSON text where it begins again")
                        .holds(
                                new Struct(node)
                                        .put("id", 1)
                                        .put("next", new Struct(node).put("id", 2))
                                        .put("more", List.of(new Struct(node).put("id", 3))),
                                Map.of(
                                        "id",
                                        1,
                                        "next",
                                        "{\"id\":2,\"next\":null,\"more\":null}",
                                        "more",
                                        List.of("{\"id\":3,\"next\":null,\"more\":null}"))),
                TypeCase.of("union of Avro, oneof of Protobuf", union, "as the converter delivers it: a struct")
                        .holds(new Struct(union).put("long", 5L), Map.of("long", 5L)));
    }

    private static SchemaBuilder decimal(int scale, int precision) {
        return Decimal.builder(scale).parameter("connect.decimal.precision", Integer.toString(precision));
    }

    private static SchemaBuilder int32(String name) {
        return SchemaBuilder.int32().name(name);
    }

    private static SchemaBuilder int64(String name) {
        return SchemaBuilder.int64().name(name);
    }

    private static SchemaBuilder text(String name) {
        return SchemaBuilder.string().name(name);
    }

    private static SchemaBuilder bytes(String name) {
        return SchemaBuilder.bytes().name(name);
    }

    private static Date date(String day) {
        return new Date(LocalDate.parse(day).toEpochDay() * 86_400_000);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static String point(String digits, int at) {
        return digits.substring(0, at) + "." + digits.substring(at);
    }

    private static Struct variable(Schema schema, String number) {
        BigDecimal decimal = new BigDecimal(number);
        return new Struct(schema)
                .put("scale", decimal.scale())
                .put("value", decimal.unscaledValue().toByteArray());
    }

    private static Struct structuredInfinity() {
        Schema schema = SchemaBuilder.struct()
                .name("io.debezium.time.StructuredDate")
                .field("year", Schema.OPTIONAL_INT32_SCHEMA)
                .field("month", Schema.OPTIONAL_INT8_SCHEMA)
                .field("day", Schema.OPTIONAL_INT8_SCHEMA)
                .field("specialValue", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        return new Struct(schema).put("specialValue", "POSITIVE_INFINITY");
    }
}
