// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Knows the formats of keys, or of values, by their schema.
 *
 * <p>Converters cache their schemas, so identity nearly always answers. Where one makes a schema anew for each record,
 * equality does, at the price of a walk through the schema. Both caches are bounded, and begin again when they are full.
 */
final class Formats {
    private static final int MAX_SCHEMAS = 1_000;

    private final String wholePath;
    private final String structPath;
    private final IdentityHashMap<Schema, Format> byIdentity = new IdentityHashMap<>();
    private final Map<Schema, Format> byEquality = new HashMap<>();
    private @Nullable Schema lastSchema;
    private Format lastFormat = Format.ABSENT;

    private Formats(String wholePath, String structPath) {
        this.wholePath = wholePath;
        this.structPath = structPath;
    }

    static Formats ofKeys() {
        return new Formats(KafkaColumn.KEY_PATH, KafkaColumn.KEY_PATH);
    }

    static Formats ofValues() {
        return new Formats(RecordShape.VALUE_COLUMN, "");
    }

    /** @throws DataException if the value has another schema */
    Format of(@Nullable Schema schema, @Nullable Object value) {
        if (schema == null) {
            return withoutSchema(value);
        }
        if (schema != lastSchema) {
            Format known = byIdentity.get(schema);
            lastFormat = known == null ? add(schema) : known;
            lastSchema = schema;
        }
        if (schema.type() == Schema.Type.STRUCT && value != null) {
            requireStruct(schema, value, lastFormat.endless());
        }
        return lastFormat;
    }

    private static Format withoutSchema(@Nullable Object value) {
        if (value == null) {
            return Format.ABSENT;
        }
        return value instanceof byte[] || value instanceof ByteBuffer ? Format.BYTES : Format.JSON;
    }

    private Format add(Schema schema) {
        Format format = Format.of(schema, schema.type() == Schema.Type.STRUCT ? structPath : wholePath);
        if (byEquality.size() >= MAX_SCHEMAS) {
            byEquality.clear();
            byIdentity.clear();
        }
        if (byIdentity.size() >= MAX_SCHEMAS) {
            byIdentity.clear();
        }
        Format equal = format.endless() ? null : byEquality.putIfAbsent(schema, format);
        Format kept = equal == null ? format : equal;
        byIdentity.put(schema, kept);
        return kept;
    }

    /** Structs are read by the index of their fields, which would answer wrongly under another schema. */
    private static void requireStruct(Schema schema, Object value, boolean endless) {
        if (!(value instanceof Struct struct)) {
            throw new DataException("The schema says STRUCT, the value is a "
                    + value.getClass().getName() + ". Mend the converter or transform that made it");
        }
        Schema given = struct.schema();
        if (given != schema && !(endless ? haveLikeFields(given, schema) : given.equals(schema))) {
            throw new DataException("The struct has another schema than its record says. "
                    + "Mend the transform that changed one without the other");
        }
    }

    private static boolean haveLikeFields(Schema one, Schema other) {
        int size = one.fields().size();
        return size == other.fields().size()
                && IntStream.range(0, size).allMatch(i -> {
                    Field field = one.fields().get(i);
                    Field like = other.fields().get(i);
                    return field.name().equals(like.name())
                            && field.schema().type() == like.schema().type()
                            && Objects.equals(
                                    field.schema().name(), like.schema().name());
                });
    }
}
