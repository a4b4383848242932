// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records as converters, transforms and people at odds with each other might deliver them; the same for the same seed. */
@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class MangledRecords {
    private static final List<String> TOPICS = List.of("orders", "items", "Orders.v2", "_hidden");
    private static final List<Schema> LEAVES = List.of(
            Schema.OPTIONAL_INT8_SCHEMA,
            Schema.OPTIONAL_INT32_SCHEMA,
            Schema.OPTIONAL_INT64_SCHEMA,
            Schema.OPTIONAL_FLOAT64_SCHEMA,
            Schema.OPTIONAL_BOOLEAN_SCHEMA,
            Schema.OPTIONAL_STRING_SCHEMA,
            Schema.OPTIONAL_BYTES_SCHEMA,
            Decimal.builder(2).optional().build(),
            Decimal.builder(2)
                    .parameter("connect.decimal.precision", "5")
                    .optional()
                    .build(),
            org.apache.kafka.connect.data.Date.builder().optional().build(),
            org.apache.kafka.connect.data.Timestamp.builder().optional().build(),
            SchemaBuilder.int64()
                    .name("io.debezium.time.MicroTimestamp")
                    .optional()
                    .build(),
            SchemaBuilder.int32().name("io.debezium.time.Date").optional().build());

    private static final int SCHEMAS = 60;
    private static final int DEEP = 3_000;

    private final Random random;
    private final List<Schema> structs = new ArrayList<>();

    MangledRecords(long seed) {
        random = new Random(seed);
        for (int i = 0; i < SCHEMAS; i++) {
            structs.add(struct(0));
        }
    }

    /** @param partition and offset are where it stands */
    SinkRecord next(int partition, long offset) {
        Schema valueSchema = schema();
        Object value = random.nextInt(20) == 0 ? null : value(valueSchema, 0);
        Schema keySchema = random.nextInt(3) == 0 ? schema() : Schema.OPTIONAL_STRING_SCHEMA;
        Object key = random.nextInt(4) == 0 ? null : value(keySchema, 0);
        Long timestamp =
                switch (random.nextInt(50)) {
                    case 0 -> Long.MAX_VALUE;
                    case 1 -> null;
                    default -> 1_700_000_000_000L + offset;
                };
        String topic = TOPICS.get(random.nextInt(100) == 0 ? 3 : random.nextInt(3));
        return new SinkRecord(
                topic,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                headers(),
                "mangled",
                partition,
                offset);
    }

    private ConnectHeaders headers() {
        ConnectHeaders headers = new ConnectHeaders();
        for (int i = random.nextInt(8) - 5; i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> headers.add("thread", Thread.currentThread(), null);
                case 1 -> headers.add("text", text(), Schema.STRING_SCHEMA);
                case 2 -> headers.add("odd", Collections.singletonMap(null, 1), null);
                default -> headers.add("bytes", bytes(), Schema.BYTES_SCHEMA);
            }
        }
        return headers;
    }

    private @Nullable Schema schema() {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> LEAVES.get(random.nextInt(LEAVES.size()));
            case 2 ->
                SchemaBuilder.array(structs.get(random.nextInt(SCHEMAS)))
                        .optional()
                        .build();
            default -> structs.get(random.nextInt(SCHEMAS));
        };
    }

    private Schema struct(int depth) {
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        for (char name = 'a'; name < 'h'; name++) {
            if (random.nextInt(3) > 0) {
                char spelled = random.nextInt(10) == 0 ? (char) (name - 32) : name;
                builder.field(String.valueOf(spelled), field(depth));
            }
        }
        return builder.build();
    }

    private Schema field(int depth) {
        int kind = random.nextInt(depth > 2 ? 6 : 10);
        return switch (kind) {
            case 7 -> struct(depth + 1);
            case 8 -> SchemaBuilder.array(field(depth + 1)).optional().build();
            case 9 ->
                SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, field(depth + 1))
                        .optional()
                        .build();
            default -> LEAVES.get(random.nextInt(LEAVES.size()));
        };
    }

    /** Mostly of the schema, sometimes of another, sometimes of none that there could be. */
    private @Nullable Object value(@Nullable Schema schema, int depth) {
        if (random.nextInt(depth == 0 ? 25 : 200) == 0) {
            return strange();
        }
        return schema == null ? schemaless(depth) : fitting(schema, depth);
    }

    private @Nullable Object fitting(Schema schema, int depth) {
        if (random.nextInt(6) == 0 && depth > 0) {
            return null;
        }
        if (schema.name() != null && schema.name().startsWith("org.apache.kafka")) {
            return logical(schema.name());
        }
        return switch (schema.type()) {
            case BOOLEAN -> random.nextBoolean();
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> random.nextInt();
            case INT64 -> random.nextLong() >> random.nextInt(64);
            case FLOAT32 -> Float.intBitsToFloat(random.nextInt());
            case FLOAT64 -> Double.longBitsToDouble(random.nextLong());
            case STRING -> text();
            case BYTES -> random.nextBoolean() ? bytes() : ByteBuffer.wrap(bytes());
            case ARRAY -> Arrays.asList(value(schema.valueSchema(), depth + 1), value(schema.valueSchema(), depth + 1));
            case MAP -> {
                Map<Object, Object> map = new HashMap<>();
                map.put(random.nextInt(10) == 0 ? null : text(), value(schema.valueSchema(), depth + 1));
                yield map;
            }
            case STRUCT -> filled(schema, depth);
        };
    }

    private Struct filled(Schema schema, int depth) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            Object value = value(field.schema(), depth + 1);
            try {
                struct.put(field, value);
            } catch (RuntimeException e) {
                // Connect itself refuses it: the field stays null.
                struct.put(field, null);
            }
        }
        return struct;
    }

    private Object logical(String name) {
        if (name.equals(Decimal.LOGICAL_NAME)) {
            BigInteger digits = new BigInteger(1 + random.nextInt(200), random);
            return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(8) - 2);
        }
        long ms = random.nextLong() >> random.nextInt(40);
        return new Date(name.endsWith("Date") && random.nextBoolean() ? ms / 86_400_000 * 86_400_000 : ms);
    }

    private @Nullable Object schemaless(int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 9)) {
            case 0 -> null;
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean() ? Double.NaN : random.nextDouble();
            case 3 -> new BigDecimal(new BigInteger(500, random), random.nextInt(100_000) - 50_000);
            case 4 -> random.nextBoolean();
            case 5 -> text();
            case 6 -> Arrays.asList(schemaless(depth + 1), schemaless(depth + 1));
            default -> {
                Map<Object, Object> map = new HashMap<>();
                map.put(random.nextInt(20) == 0 ? (Object) 7 : text(), schemaless(depth + 1));
                map.put("n", schemaless(depth + 1));
                yield map;
            }
        };
    }

    private Object strange() {
        return switch (random.nextInt(6)) {
            case 0 -> new Object();
            case 1 -> List.of(Thread.State.NEW, 1);
            case 2 -> deep();
            case 3 -> filled(structs.get(random.nextInt(SCHEMAS)), 2);
            case 4 -> random.nextLong();
            default -> text();
        };
    }

    private static Object deep() {
        Object value = "bottom";
        for (int i = 0; i < DEEP; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("k", value);
        }
        return value;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Bytes read as UTF-8 whatever they are, half pairs of surrogates, and ordinary words. */
    private String text() {
        return switch (random.nextInt(8)) {
            case 0 -> new String(bytes(), StandardCharsets.UTF_8);
            case 1 -> "half \ud83d a pair";
            case 2 -> "\u0000\uffff\"\\{}";
            default -> "word" + random.nextInt(1_000);
        };
    }
}
