// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON text without loss, by one generator and one buffer that are used again and again. */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .rootValueSeparator("")
            .streamWriteConstraints(constraints())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    /** Writes surrogates as escapes: UTF-8 has no form for half a pair, which a Java string may hold. */
    private static final JsonFactory ESCAPING = new JsonFactoryBuilder()
            .rootValueSeparator("")
            .streamWriteConstraints(constraints())
            .build();

    /** A buffer that one giant has stretched beyond this is not kept. */
    private static final int MAX_KEPT_BYTES = 1 << 20;

    /** What converters read from JSON, 1,000 levels, and what may stand around it. */
    private static final int MAX_DEPTH = 1_100;

    private static final String KEY = "key";
    private static final String VALUE = "value";

    private final String path;
    /** Whether each map's keys are looked at before it is begun: seldom needed, and not for nothing. */
    private boolean careful;

    private Buffer buffer = new Buffer();
    private @Nullable JsonGenerator generator;

    /** @param path of the column, for messages */
    JsonText(String path) {
        this.path = path;
    }

    /** @throws UnfitValueException if something in {@code value} has no form in JSON */
    String of(@Nullable Schema schema, Object value) {
        encode(schema, value);
        String text = buffer.toString(StandardCharsets.UTF_8);
        release();
        return text;
    }

    /** As above, in UTF-8. */
    byte[] bytesOf(@Nullable Schema schema, Object value) {
        encode(schema, value);
        byte[] utf8 = buffer.toByteArray();
        release();
        return utf8;
    }

    /**
     * Hands the text over as the next value.
     *
     * @throws UnfitValueException if something in {@code value} has no form in JSON; {@code out} was not called then
     */
    void emit(@Nullable Schema schema, Object value, ValueConsumer out) {
        encode(schema, value);
        out.textValue(buffer.bytes(), buffer.size());
        release();
    }

    private void encode(@Nullable Schema schema, Object value) {
        JsonGenerator json = generator;
        // Whatever goes wrong below leaves a generator in the middle of its text: the next value gets a new one.
        generator = null;
        try {
            if (json == null) {
                buffer = new Buffer();
                json = JSON.createGenerator(buffer, JsonEncoding.UTF8);
            }
            write(schema, value, json);
            json.flush();
            generator = json;
        } catch (IOException e) {
            encodeWithCare(schema, value);
        }
    }

    private void encodeWithCare(@Nullable Schema schema, Object value) {
        buffer = new Buffer();
        careful = true;
        try (JsonGenerator json = ESCAPING.createGenerator(buffer, JsonEncoding.UTF8)) {
            write(schema, value, json);
        } catch (IOException e) {
            UnfitValueException unfit = new UnfitValueException("Field '" + path
                    + "' cannot be written as JSON; perhaps it is nested too deep. Flatten it by a transform");
            unfit.initCause(e);
            throw unfit;
        } finally {
            careful = false;
        }
    }

    private static StreamWriteConstraints constraints() {
        return StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
    }

    private void release() {
        if (buffer.size() <= MAX_KEPT_BYTES) {
            buffer.reset();
        } else {
            generator = null;
        }
    }

    /** A value that brings its own schema along, in the midst of values without one. */
    record Typed(@Nullable Schema schema, Object value) {}

    /** Gives its bytes away without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }

    private void write(@Nullable Schema schema, @Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(schema, map, json);
        } else if (value instanceof Number number) {
            writeNumber(number, json);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            Schema element = schema == null ? null : schema.valueSchema();
            for (Object each : list) {
                write(element, each, json);
            }
            json.writeEndArray();
        } else if (value instanceof Struct struct) {
            writeStruct(struct, json);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            json.writeBinary(copy);
        } else if (value instanceof Date date) {
            json.writeString(IsoText.of(schema, date));
        } else if (value instanceof Typed typed) {
            write(typed.schema(), typed.value(), json);
        } else {
            throw noForm(value);
        }
    }

    private void writeMap(@Nullable Schema schema, Map<?, ?> map, JsonGenerator json) throws IOException {
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        if (careful && !map.keySet().stream().allMatch(JsonText::isName)) {
            writeEntries(schema, map, json);
            return;
        }
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(name(entry.getKey()));
            write(valueSchema, entry.getValue(), json);
        }
        json.writeEndObject();
    }

    /** JSON has no keys but text: others stand beside their values. */
    private void writeEntries(@Nullable Schema schema, Map<?, ?> map, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeStartObject();
            json.writeFieldName(KEY);
            write(schema == null ? null : schema.keySchema(), entry.getKey(), json);
            json.writeFieldName(VALUE);
            write(schema == null ? null : schema.valueSchema(), entry.getValue(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static boolean isName(@Nullable Object key) {
        return key instanceof String || key instanceof Number || key instanceof Boolean;
    }

    private static String name(@Nullable Object key) throws IOException {
        if (key instanceof String text) {
            return text;
        }
        if (isName(key)) {
            return String.valueOf(key);
        }
        throw new IOException("a key that is no name: to be written with care");
    }

    private void writeStruct(Struct struct, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Field field : struct.schema().fields()) {
            json.writeFieldName(field.name());
            write(field.schema(), struct.getWithoutDefault(field.name()), json);
        }
        json.writeEndObject();
    }

    private void writeNumber(Number number, JsonGenerator json) throws IOException {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof Double) {
            json.writeNumber(number.doubleValue());
        } else if (number instanceof Float) {
            json.writeNumber(number.floatValue());
        } else if (number instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else {
            throw noForm(number);
        }
    }

    private UnfitValueException noForm(Object value) {
        return new UnfitValueException("Field '" + path + "' holds "
                + "a " + value.getClass().getName()
                + ", which has no form in JSON. Change it by a transform");
    }
}
