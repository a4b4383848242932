// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check, in records with a schema and without, at the top, inside of a field, in an array and in a map: one table for all. */
class EveryCheckTest {
    private static final Date EPOCH = Date.from(Instant.EPOCH);
    /** Whatever day it is. */
    private static final Instant YEAR_3000 = Instant.parse("3000-01-01T00:00:00Z");

    /**
     * @param good values at the bounds that it holds for
     * @param bad values just beyond them, and of types that it is not about
     * @param mayBeNull and may be missing
     */
    record Case(String check, List<?> good, List<?> bad, boolean mayBeNull) {
        Case(String check, List<?> good, List<?> bad) {
            this(check, good, bad, true);
        }

        @Override
        public String toString() {
            return check;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("not_null", List.of("", 0L, false, List.of()), List.of(), false),
                new Case("type type=string", List.of("", "a"), List.of(1L, true, 1.5)),
                new Case(
                        "type type=integer",
                        List.of(1, 1L, (short) 1, new BigDecimal("1")),
                        List.of("1", 1.5, new BigDecimal("1.0"))),
                new Case("type type=number", List.of(1L, 1.5f, new BigDecimal("1.0")), List.of("1", true)),
                new Case("type type=boolean", List.of(true, false), List.of("true", 0L)),
                new Case("type type=timestamp", List.of(EPOCH), List.of(0L, "1970-01-01")),
                new Case("type type=bytes", List.of(new byte[0], ByteBuffer.wrap(new byte[1])), List.of("", 0L)),
                new Case("type type=array", List.of(List.of(), List.of("a")), List.of("a", 1L)),
                new Case(
                        "range min=1 max=10",
                        List.of(1L, 10, 1.0, new BigDecimal("10.00")),
                        List.of(0L, 11, 0.999, new BigDecimal("10.01"), Double.NaN, "5")),
                new Case(
                        "range above=1 below=10",
                        List.of(2, 1.001, 9.999f),
                        List.of(1, 10L, 1.0, new BigDecimal("10"), true)),
                new Case(
                        "length min=2 max=3",
                        List.of("ab", "abc", "\uD83D\uDE00b", new byte[2], List.of("a", "b")),
                        List.of("a", "abcd", "", 12L, List.of("a"))),
                new Case(
                        "size max.bytes=4",
                        List.of("abcd", "\u00e4\u00f6", "", new byte[4]),
                        List.of("abcde", "\u00e4\u00f6\u00fc", new byte[5], 1L)),
                new Case("pattern pattern=^a+$", List.of("a", "aaa"), List.of("", "ab", 1L)),
                new Case(
                        "one_of values=a,7,true",
                        List.of("a", 7L, (byte) 7, "7", true),
                        List.of("b", 8L, false, "", 7.5)),
                new Case("none_of values=n/a,0", List.of("a", 1L, ""), List.of("n/a", 0, "0")),
                new Case(
                        "format format=uuid",
                        List.of("123e4567-e89b-12d3-a456-426614174000"),
                        List.of("123e4567-e89b-12d3-a456-42661417400", "", 1L)),
                new Case("format format=email", List.of("a@b.c"), List.of("a@b", "a b@c.d", "@b.c", 1L)),
                new Case("format format=date", List.of("2024-02-29"), List.of("2026-02-29", "2026-2-1", 1L)),
                new Case(
                        "format format=date_time",
                        List.of("2026-11-27T00:00:00Z", "2026-11-27T00:00:00.5+01:00"),
                        List.of("2026-11-27", "2026-11-27T24:00:01Z", 1L)),
                new Case(
                        "format format=ipv4",
                        List.of("0.0.0.0", "255.255.255.255"),
                        List.of("256.0.0.1", "1.2.3", "01.2.3.4", 1L)),
                new Case(
                        "format format=iban",
                        List.of("CH9300762011623852957"),
                        List.of("CH9300762011623852958", "CH93", 1L)),
                new Case(
                        "precision precision=3 scale=1",
                        List.of(new BigDecimal("99.9"), 99, 0L),
                        List.of(new BigDecimal("100.0"), new BigDecimal("9.99"), 100L, "1")),
                new Case(
                        "recent max.ahead.ms=0",
                        List.of(0L, EPOCH, "1970-01-01T00:00:00Z"),
                        List.of(YEAR_3000.toEpochMilli(), Date.from(YEAR_3000), "3000-01-01T00:00:00Z", "now", true)),
                new Case(
                        "schema fields=id_integer,note_string?",
                        List.of(fields("id", 1L), fields("id", 1L, "note", "n"), fields("id", 1L, "other", true)),
                        List.of(fields("note", "n"), fields("id", "1"), fields("id", 1L, "note", 2L), "id", 1L)),
                new Case(
                        "schema fields=id,note? others=refused",
                        List.of(fields("id", 1L), fields("id", "any", "note", 2L)),
                        List.of(fields("id", 1L, "other", true), fields("note", "n"), "id")),
                new Case(
                        "expression expression=low<=high",
                        List.of(fields("low", 1L, "high", 1L), fields("low", 1L), fields("high", 1.5)),
                        List.of(fields("low", 2L, "high", 1L), fields("low", "a", "high", 1L))),
                new Case(
                        "json",
                        List.of("{}", "1", "\"a\"", "[1]".getBytes(StandardCharsets.UTF_8)),
                        List.of("", "{", "{} {}", 1L)),
                new Case(
                        "json has=/a",
                        List.of("{\"a\":null}", "{\"b\":[{}],\"a\":{}}"),
                        List.of("{}", "[]", "{\"b\":{\"a\":1}}")));
    }

    /** A value that has fields itself: a Struct or a map, as its record is one. */
    record Fields(Map<String, Object> values) {
        Object in(boolean isStruct) {
            if (!isStruct) {
                return values;
            }
            SchemaBuilder schema = SchemaBuilder.struct().optional();
            values.forEach((name, value) -> schema.field(name, schemaOf(value)));
            Struct struct = new Struct(schema.build());
            values.forEach(struct::put);
            return struct;
        }
    }

    private static Fields fields(String name, Object value) {
        return new Fields(Map.of(name, value));
    }

    private static Fields fields(String first, Object one, String second, Object other) {
        return new Fields(Map.of(first, one, second, other));
    }

    /** Where a value stands. */
    enum Place {
        FLAT("v"),
        NESTED("a.b.v"),
        ARRAY("list[*].v"),
        MAP("map{*}.v");

        private final String path;

        Place(String path) {
            this.path = path;
        }

        /** A record around a row whose only field may be there. */
        Object around(Object row, boolean isStruct) {
            return switch (this) {
                case FLAT -> row;
                case NESTED -> in("a", in("b", row, isStruct), isStruct);
                case ARRAY -> in("list", List.of(row), isStruct);
                case MAP -> in("map", Map.of("key", row), isStruct);
            };
        }

        private static Object in(String name, Object value, boolean isStruct) {
            if (!isStruct) {
                return Map.of(name, value);
            }
            Schema schema = SchemaBuilder.struct().field(name, schemaOf(value)).build();
            return new Struct(schema).put(name, value);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdsForWhatItShouldAndForNothingElse(Case check) {
        for (Place place : Place.values()) {
            QualityGate<SinkRecord> gate = gate(check.check(), place.path);
            for (boolean isStruct : new boolean[] {true, false}) {
                for (Object value : check.good()) {
                    assertThat(holds(gate, place, row(value, isStruct), isStruct))
                            .as(said(place, isStruct, value))
                            .isTrue();
                }
                for (Object value : check.bad()) {
                    assertThat(holds(gate, place, row(value, isStruct), isStruct))
                            .as(said(place, isStruct, value))
                            .isFalse();
                }
                assertThat(holds(gate, place, row(null, isStruct), isStruct))
                        .as(said(place, isStruct, "null"))
                        .isEqualTo(check.mayBeNull());
                assertThat(holds(gate, place, without(isStruct), isStruct))
                        .as(said(place, isStruct, "missing"))
                        .isEqualTo(check.mayBeNull());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesNothingInWhatItIsGiven(Case check) {
        QualityGate<SinkRecord> gate = gate(check.check(), "v");
        for (Object value :
                Stream.concat(check.good().stream(), check.bad().stream()).toList()) {
            Object row = row(value, true);
            Object same = row(value, true);
            gate.apply(record(row));
            assertThat(row).isEqualTo(same);
        }
    }

    /** Many threads, one gate: each of them comes to the verdict that one alone would come to. */
    @Test
    void mayBeUsedByManyThreads() {
        QualityGate<SinkRecord> gate = gate("range min=1 max=10", "v");
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add(record(row((long) i, i % 2 == 0)));
        }
        long wrong = Stream.generate(() -> records)
                .limit(2_000)
                .parallel()
                .flatMap(List::stream)
                .filter(record -> {
                    long value = ((Number) EveryCheckTest.value(record.value())).longValue();
                    return holds(gate.apply(record)) != (value >= 1 && value <= 10);
                })
                .count();

        assertThat(wrong).isZero();
    }

    private static Object value(Object row) {
        return row instanceof Struct struct ? struct.get("v") : ((Map<?, ?>) row).get("v");
    }

    private static String said(Place place, boolean isStruct, Object value) {
        return place + (isStruct ? ", with a schema: " : ", without: ") + value + " ("
                + value.getClass().getSimpleName() + ")";
    }

    private static boolean holds(QualityGate<SinkRecord> gate, Place place, Object row, boolean isStruct) {
        return holds(gate.apply(record(place.around(row, isStruct))));
    }

    private static boolean holds(@Nullable SinkRecord passed) {
        assertThat(passed).isNotNull();
        return passed.headers().isEmpty();
    }

    private static SinkRecord record(Object value) {
        return new SinkRecord("t", 0, null, null, value instanceof Struct struct ? struct.schema() : null, value, 1);
    }

    private static Object row(@Nullable Object given, boolean isStruct) {
        Object value = given instanceof Fields fields ? fields.in(isStruct) : given;
        if (!isStruct) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("v", value);
            return row;
        }
        Schema schema = SchemaBuilder.struct()
                .field("v", schemaOf(value == null ? "" : value))
                .build();
        return new Struct(schema).put("v", value);
    }

    private static Object without(boolean isStruct) {
        return isStruct
                ? new Struct(SchemaBuilder.struct()
                        .field("other", Schema.OPTIONAL_STRING_SCHEMA)
                        .build())
                : Map.of();
    }

    private static Schema schemaOf(Object value) {
        if (value instanceof Struct struct) {
            return struct.schema();
        } else if (value instanceof Map<?, ?> map) {
            return SchemaBuilder.map(
                            Schema.STRING_SCHEMA,
                            schemaOf(map.values().iterator().next()))
                    .build();
        } else if (value instanceof List<?> list) {
            return SchemaBuilder.array(list.isEmpty() ? Schema.STRING_SCHEMA : schemaOf(list.get(0)))
                    .optional()
                    .build();
        } else if (value instanceof BigDecimal decimal) {
            return Decimal.builder(decimal.scale()).optional().build();
        } else if (value instanceof Date) {
            return Timestamp.builder().optional().build();
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            return Schema.OPTIONAL_BYTES_SCHEMA;
        } else if (value instanceof String) {
            return Schema.OPTIONAL_STRING_SCHEMA;
        } else if (value instanceof Boolean) {
            return Schema.OPTIONAL_BOOLEAN_SCHEMA;
        } else if (value instanceof Double) {
            return Schema.OPTIONAL_FLOAT64_SCHEMA;
        } else if (value instanceof Float) {
            return Schema.OPTIONAL_FLOAT32_SCHEMA;
        } else if (value instanceof Long) {
            return Schema.OPTIONAL_INT64_SCHEMA;
        } else if (value instanceof Integer) {
            return Schema.OPTIONAL_INT32_SCHEMA;
        }
        return value instanceof Short ? Schema.OPTIONAL_INT16_SCHEMA : Schema.OPTIONAL_INT8_SCHEMA;
    }

    private static QualityGate<SinkRecord> gate(String check, String path) {
        Map<String, String> settings =
                new TreeMap<>(Map.of("rules", "r", "rule.r.field", path, "log.samples.per.minute", "0"));
        String[] words = check.split(" ", -1);
        settings.put("rule.r.check", words[0]);
        Arrays.stream(words)
                .skip(1)
                .map(word -> word.split("=", 2))
                .forEach(word ->
                        settings.put("rule.r." + word[0], word[1].replace('_', word[0].equals("fields") ? ' ' : '_')));
        QualityGate.Value<SinkRecord> gate = new QualityGate.Value<>();
        gate.configure(settings);
        return gate;
    }
}
