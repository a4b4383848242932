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
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random tables and random records: each value is in its column or in {@code _rescued}, whole, and never in both. */
class RescueFuzzTest {
    private static final int ROUNDS = 3_000;
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
            Schema older = RandomSchemas.struct(random, 0);
            TableSchema table = SchemaEvolution.merge(shape(older), shape(RandomSchemas.struct(random, 0)))
                    .merged();
            Schema schema =
                    random.nextInt(4) == 0 ? RandomSchemas.struct(random, 0) : RandomSchemas.variant(random, older, 0);
            TableSchema file = mode == EvolutionMode.EVOLVE
                    ? SchemaEvolution.merge(table, shape(schema)).merged()
                    : table;
            Struct value = (Struct) RandomSchemas.value(random, schema);

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
}
