// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Schemas, others like them, and values for them; the same for the same seed. */
final class RandomSchemas {
    private static final int MAX_DEPTH = 3;
    private static final List<String> NAMES = List.of("a", "A", "b", "c", "element", "a.b", "d");

    private RandomSchemas() {}

    static Schema struct(Random random, int depth) {
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        List<String> left = new ArrayList<>(NAMES);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            builder.field(left.remove(random.nextInt(left.size())), schema(random, depth + 1));
        }
        return builder.build();
    }

    /** The same struct as another producer might have it: fields dropped, added, and changed. */
    static Schema variant(Random random, Schema struct, int depth) {
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

    static Object value(Random random, Schema schema) {
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
