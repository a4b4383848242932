// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes any value as JSON, whatever its schema says and however deep it goes: what was rejected must not be refused a second
 * time. What is in order is written as Kafka's JSON converter does, so that it can read it again. Only what no converter
 * makes is not kept: of an object of a strange class its name is written, of a list or map that contains itself a mark.
 */
@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class RejectedText {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    /** What is still to be written, the next first; the stack of Java would end where the nesting does not. */
    private final Deque<Part> parts = new ArrayDeque<>();

    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final JsonGenerator json;

    private RejectedText(JsonGenerator json) {
        this.json = json;
    }

    private interface Part {
        void write() throws IOException;
    }

    static byte[] of(@Nullable Schema schema, @Nullable Object value) {
        return written(json -> new RejectedText(json).writeAll(schema, value));
    }

    static byte[] of(Schema schema) {
        return written(json -> new SchemaText(json).write(schema));
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] written(Content content) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(buffer, JsonEncoding.UTF8)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON could not be written into memory", e);
        }
        return buffer.toByteArray();
    }

    private void writeAll(@Nullable Schema schema, @Nullable Object root) throws IOException {
        write(schema, root);
        for (Part part = parts.poll(); part != null; part = parts.poll()) {
            part.write();
        }
    }

    private void write(@Nullable Schema schema, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Struct || value instanceof Map || value instanceof List) {
            writeNested(schema, value);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (JsonCheck.isNumber(value)) {
            writeNumber((Number) value);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof ByteBuffer bytes) {
            json.writeBinary(RejectedBytes.copy(bytes));
        } else if (value instanceof Date date) {
            writeDate(schema, date);
        } else {
            writeMark("class", value.getClass().getName());
        }
    }

    private void writeMark(String name, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("$" + name, text);
        json.writeEndObject();
    }

    private void writeNested(@Nullable Schema schema, Object value) throws IOException {
        if (!open.add(value)) {
            writeMark("cycle", value.getClass().getName());
            return;
        }
        // In the order they are to be written; the stack wants the last first.
        Deque<Part> inside = new ArrayDeque<>();
        boolean object = true;
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                inside.add(() -> json.writeFieldName(field.name()));
                inside.add(() -> write(field.schema(), struct.getWithoutDefault(field.name())));
            }
        } else if (value instanceof Map<?, ?> map) {
            object = isObject(schema, map);
            addEntries(schema, map, object, inside);
        } else {
            object = false;
            Schema element = part(schema, Schema.Type.ARRAY);
            for (Object each : (List<?>) value) {
                inside.add(() -> write(element, each));
            }
        }
        boolean closesObject = object;
        inside.add(() -> {
            open.remove(value);
            if (closesObject) {
                json.writeEndObject();
            } else {
                json.writeEndArray();
            }
        });
        inside.descendingIterator().forEachRemaining(parts::push);
        if (object) {
            json.writeStartObject();
        } else {
            json.writeStartArray();
        }
    }

    /** As the JSON converter has it: an object if all keys are text, otherwise a list of pairs. */
    private static boolean isObject(@Nullable Schema schema, Map<?, ?> map) {
        boolean keysAreText = schema == null
                || schema.type() != Schema.Type.MAP
                || schema.keySchema().type() == Schema.Type.STRING;
        return keysAreText && map.keySet().stream().allMatch(String.class::isInstance);
    }

    private void addEntries(@Nullable Schema schema, Map<?, ?> map, boolean object, Deque<Part> inside) {
        Schema keys = schema == null || schema.type() != Schema.Type.MAP ? null : schema.keySchema();
        Schema values = part(schema, Schema.Type.MAP);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (object) {
                inside.add(() -> json.writeFieldName((String) entry.getKey()));
                inside.add(() -> write(values, entry.getValue()));
            } else {
                inside.add(json::writeStartArray);
                inside.add(() -> write(keys, entry.getKey()));
                inside.add(() -> write(values, entry.getValue()));
                inside.add(json::writeEndArray);
            }
        }
    }

    private static @Nullable Schema part(@Nullable Schema schema, Schema.Type type) {
        return schema == null || schema.type() != type ? null : schema.valueSchema();
    }

    private void writeNumber(Number number) throws IOException {
        if (number instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else if (number instanceof Double) {
            json.writeNumber(number.doubleValue());
        } else if (number instanceof Float) {
            json.writeNumber(number.floatValue());
        } else {
            json.writeNumber(number.longValue());
        }
    }

    private void writeDate(@Nullable Schema schema, Date date) throws IOException {
        String meaning = schema == null ? null : schema.name();
        long ms = date.getTime();
        if (org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME.equals(meaning)
                || org.apache.kafka.connect.data.Time.LOGICAL_NAME.equals(meaning)) {
            json.writeNumber(ms);
        } else if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(meaning) && ms % DAY_MS == 0) {
            json.writeNumber(ms / DAY_MS);
        } else {
            json.writeString(date.toInstant().toString());
        }
    }
}
