// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SchemaEvolution;
import dev.alluvium.connect.sink.core.TableSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random tables and random records: each value is in its column or in {@code _rescued}, whole, and never in both. */
class RescueFuzzTest {
    private static final int ROUNDS = 3_000;
    private static final int MAX_DEPTH = 3;
    private static final List<String> NAMES = List.of("a", "A", "b", "c", "element", "a.b", "d");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private long inColumns;
    private long rescued;

    @ParameterizedTest
    @EnumSource(names = {"EVOLVE", "RESCUE"})
    void findsEachValueInItsColumnOrAmongTheRescued(EvolutionMode mode) throws JsonProcessingException {
        Random random = new Random(20_261_124);
        for (int round = 0; round < ROUNDS; round++) {
            Schema older = struct(random, 0);
            TableSchema table = SchemaEvolution.merge(shape(older), shape(struct(random, 0)))
                    .merged();
            Schema schema = random.nextInt(4) == 0 ? struct(random, 0) : variant(random, older, 0);
            TableSchema file = mode == EvolutionMode.EVOLVE
                    ? SchemaEvolution.merge(table, shape(schema)).merged()
                    : table;
            Struct value = (Struct) value(random, schema);

            Row row = Records.read(Records.ofValue(schema, value), mode);
            Map<String, Object> emitted = Records.emitted(row, file);

            Map<String, JsonNode> kept = fields((String) emitted.remove("_rescued"));
            emitted.remove("_kafka");
            assertSame(value, emitted, "", kept);
            assertThat(kept).as("rescued, but of no field").isEmpty();
            assertThat(emitted).as("in a column, but of no field").isEmpty();
        }
        // The test would be worth little if all of it went one way.
        assertThat(inColumns).isGreaterThan(ROUNDS);
        assertThat(rescued).isGreaterThan(ROUNDS);
    }

    /** Takes what it finds away from {@code emitted} and {@code kept}, so that what is left belongs to nothing. */
    private void assertSame(Struct value, Map<String, Object> emitted, String prefix, Map<String, JsonNode> kept) {
        List<String> columns = columnNames(value.schema());
        for (Field field : value.schema().fields()) {
            Object wanted = value.get(field);
            String column = columns.get(field.index());
            String path = prefix + (column.contains(".") ? '`' + column + '`' : column);
            Object found = emitted.remove(column);
            JsonNode whole = kept.remove(path);
            if (wanted == null) {
                assertThat(found).isNull();
                assertThat(whole).isNull();
            } else if (whole != null) {
                assertThat(found).as("%s is rescued and in its column", path).isNull();
                rescued++;
                assertThat(ofJson(whole, field.schema())).as(path).isEqualTo(plain(wanted, field.schema()));
            } else if (wanted instanceof Struct struct) {
                assertThat(found).as(path).isInstanceOf(Map.class);
                @SuppressWarnings("unchecked")
                Map<String, Object> inner = new LinkedHashMap<>((Map<String, Object>) found);
                assertSame(struct, inner, path + ".", kept);
                assertThat(inner).isEmpty();
            } else {
                inColumns++;
                assertThat(comparable(found, field.schema())).as(path).isEqualTo(plain(wanted, field.schema()));
            }
        }
    }

    /** A value without its classes: numbers as decimals, bytes as hex text, structs as maps. */
    private static Object plain(Object value, Schema schema) {
        if (value == null) {
            return "null";
        }
        return switch (schema.type()) {
            case STRUCT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (Field field : schema.fields()) {
                    fields.put(field.name(), plain(((Struct) value).get(field), field.schema()));
                }
                yield fields;
            }
            case ARRAY ->
                ((List<?>) value)
                        .stream().map(each -> plain(each, schema.valueSchema())).toList();
            case MAP -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, entry) -> entries.put(String.valueOf(key), plain(entry, schema.valueSchema())));
                yield entries;
            }
            case BYTES ->
                value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : RecordedRows.hex((byte[]) value);
            case FLOAT32 -> new BigDecimal((Float) value).stripTrailingZeros();
            case INT8, INT16, INT32, INT64, FLOAT64 -> number(value);
            default -> value;
        };
    }

    /** What was emitted into a column, in the same form: a wider column says the same by another class. */
    private static Object comparable(Object found, Schema schema) {
        if (found == null) {
            return "null";
        }
        return switch (schema.type()) {
            case STRUCT -> {
                Map<?, ?> struct = (Map<?, ?>) found;
                List<String> columns = columnNames(schema);
                Map<String, Object> fields = new LinkedHashMap<>();
                schema.fields()
                        .forEach(field -> fields.put(
                                field.name(), comparable(struct.get(columns.get(field.index())), field.schema())));
                yield fields;
            }
            case ARRAY ->
                ((List<?>) found)
                        .stream()
                                .map(each -> comparable(each, schema.valueSchema()))
                                .toList();
            case MAP -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) found)
                        .forEach((key, entry) ->
                                entries.put(String.valueOf(key), comparable(entry, schema.valueSchema())));
                yield entries;
            }
            case FLOAT32 ->
                (found instanceof Float single ? new BigDecimal(single) : new BigDecimal((Double) found))
                        .stripTrailingZeros();
            case INT8, INT16, INT32, INT64, FLOAT64 -> number(found);
            default -> found instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : found;
        };
    }

    private static Object ofJson(JsonNode node, Schema schema) {
        if (node == null || node.isNull()) {
            return "null";
        }
        return switch (schema.type()) {
            case STRUCT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                schema.fields()
                        .forEach(field -> fields.put(field.name(), ofJson(node.get(field.name()), field.schema())));
                yield fields;
            }
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                node.forEach(each -> elements.add(ofJson(each, schema.valueSchema())));
                yield elements;
            }
            case MAP -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                node.properties()
                        .forEach(entry -> entries.put(entry.getKey(), ofJson(entry.getValue(), schema.valueSchema())));
                yield entries;
            }
            case BYTES ->
                node.isNumber()
                        ? node.decimalValue().stripTrailingZeros()
                        : RecordedRows.hex(Base64.getDecoder().decode(node.textValue()));
            case FLOAT32 -> new BigDecimal(node.decimalValue().floatValue()).stripTrailingZeros();
            case FLOAT64 -> number(node.decimalValue().doubleValue());
            case BOOLEAN -> node.booleanValue();
            case INT8, INT16, INT32, INT64 -> number(node.decimalValue());
            default -> node.textValue();
        };
    }

    private static BigDecimal number(Object number) {
        return new BigDecimal(number.toString()).stripTrailingZeros();
    }

    private static Map<String, JsonNode> fields(String json) throws JsonProcessingException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (json != null) {
            JSON.readTree(json).properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        }
        return fields;
    }

    private static List<String> columnNames(Schema struct) {
        return ColumnNames.of(struct.fields(), Set.of());
    }

    private static TableSchema shape(Schema schema) {
        return Records.read(Records.ofValue(schema, null)).shape().schema();
    }

    private static Schema struct(Random random, int depth) {
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        List<String> left = new ArrayList<>(NAMES);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            builder.field(left.remove(random.nextInt(left.size())), schema(random, depth + 1));
        }
        return builder.build();
    }

    /** The same struct as another producer might have it: fields dropped, added, and changed. */
    private static Schema variant(Random random, Schema struct, int depth) {
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        List<String> left = new ArrayList<>(NAMES);
        for (Field field : struct.fields()) {
            left.remove(field.name());
            switch (random.nextInt(6)) {
                case 0 -> builder.field(field.name(), schema(random, depth + 1));
                case 1 -> {
                    // Dropped.
                }
                default ->
                    builder.field(
                            field.name(),
                            field.schema().type() == Schema.Type.STRUCT
                                    ? variant(random, field.schema(), depth + 1)
                                    : field.schema());
            }
        }
        builder.field(left.get(random.nextInt(left.size())), schema(random, depth + 1));
        return builder.build();
    }

    private static Schema schema(Random random, int depth) {
        return switch (random.nextInt(depth < MAX_DEPTH ? 14 : 11)) {
            case 0 -> Schema.OPTIONAL_INT8_SCHEMA;
            case 1 -> Schema.OPTIONAL_INT16_SCHEMA;
            case 2 -> Schema.OPTIONAL_INT32_SCHEMA;
            case 3 -> Schema.OPTIONAL_INT64_SCHEMA;
            case 4 -> Schema.OPTIONAL_FLOAT32_SCHEMA;
            case 5 -> Schema.OPTIONAL_FLOAT64_SCHEMA;
            case 6 -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
            case 7 -> Schema.OPTIONAL_BYTES_SCHEMA;
            case 8, 9 ->
                Decimal.builder(random.nextInt(5))
                        .parameter("connect.decimal.precision", String.valueOf(6 + random.nextInt(8)))
                        .optional()
                        .build();
            case 10 -> Schema.OPTIONAL_STRING_SCHEMA;
            case 11 -> SchemaBuilder.array(schema(random, depth + 1)).optional().build();
            case 12 ->
                SchemaBuilder.map(
                                random.nextBoolean() ? Schema.STRING_SCHEMA : Schema.INT32_SCHEMA,
                                schema(random, depth + 1))
                        .optional()
                        .build();
            default -> struct(random, depth);
        };
    }

    private static Object value(Random random, Schema schema) {
        if (random.nextInt(8) == 0 && schema.type() != Schema.Type.STRUCT) {
            return null;
        }
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> random.nextInt();
            case INT64 -> random.nextLong();
            case FLOAT32 -> random.nextFloat() * 1e6f;
            case FLOAT64 -> random.nextGaussian() * 1e100;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> random.nextInt(4) == 0 ? "half \ud83d of a pair" : "text \ud83d\ude00 \"" + random.nextInt();
            case BYTES -> schema.name() == null ? bytes(random) : decimal(random);
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(value(random, schema.valueSchema()));
                }
                yield list;
            }
            case MAP -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    map.put(
                            schema.keySchema().type() == Schema.Type.STRING ? (Object) ("k." + i) : (Object) i,
                            value(random, schema.valueSchema()));
                }
                yield map;
            }
            case STRUCT -> {
                Struct struct = new Struct(schema);
                schema.fields().forEach(field -> struct.put(field, value(random, field.schema())));
                yield struct;
            }
        };
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Of a scale that Connect would not let into a struct of its schema, but transforms can. */
    private static BigDecimal decimal(Random random) {
        return BigDecimal.valueOf(random.nextInt(10_000_000), random.nextInt(5));
    }
}
