// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.protect.Protection;
import dev.alluvium.connect.quality.protect.TextProtection;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Protects values inside of a record, in a copy of it. Safe for use by several threads. */
final class Protector {
    private final ProtectedPaths paths;
    private final Placeholder placeholder;
    private final String placeholderText;

    /** @param placeholderText as the source has it: what was not told needs no protection, and stays known as such */
    Protector(ProtectedPaths paths, String placeholderText) {
        this.paths = paths;
        this.placeholder = Placeholder.of(placeholderText);
        this.placeholderText = placeholderText;
    }

    /**
     * @param target the schema that {@link ProtectedSchemas} made; null where there is none
     * @throws DataException if a value cannot be protected, with its field
     */
    @Nullable Object of(@Nullable Schema target, @Nullable Object value) {
        return of(paths, target, value, "");
    }

    private @Nullable Object of(ProtectedPaths at, @Nullable Schema target, @Nullable Object value, String path) {
        if (value == null) {
            return null;
        }
        Protection protection = at.here().orElse(null);
        if (protection != null) {
            return hidden(protection, target, value, path);
        } else if (value instanceof Struct struct && target != null) {
            return struct(at, target, struct, path);
        } else if (value instanceof List<?> list && at.elements() != null) {
            return list(at.elements(), target, list, path);
        }
        return value instanceof Map<?, ?> map ? map(at, target, map, path) : value;
    }

    private Struct struct(ProtectedPaths at, Schema target, Struct struct, String path) {
        Struct copy = new Struct(target);
        for (Field field : struct.schema().fields()) {
            Object value = struct.getWithoutDefault(field.name());
            ProtectedPaths behind = at.field(field.name());
            Field into = target.field(field.name());
            Object made = behind == null ? value : of(behind, into.schema(), value, path + "." + field.name());
            // One that must not be null and is, has a default: it is not there to be put.
            if (made != null || into.schema().isOptional()) {
                copy.put(into, made);
            }
        }
        return copy;
    }

    private List<?> list(ProtectedPaths elements, @Nullable Schema target, List<?> list, String path) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        Schema schema = target == null ? null : target.valueSchema();
        list.forEach(element -> copy.add(of(elements, schema, element, path + "[*]")));
        return copy;
    }

    private Map<?, ?> map(ProtectedPaths at, @Nullable Schema target, Map<?, ?> map, String path) {
        Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>(map);
        Schema schema = target == null ? null : target.valueSchema();
        copy.replaceAll((key, value) -> {
            ProtectedPaths all = at.values();
            // Fields of a map are fields of a record without a schema only: a map of a schema has values.
            ProtectedPaths one = target == null && key instanceof String name ? at.field(name) : null;
            if (one != null) {
                return of(one, null, value, path + "." + key);
            }
            return all == null ? value : of(all, schema, value, path + "{*}");
        });
        return copy;
    }

    private @Nullable Object hidden(Protection protection, @Nullable Schema target, Object value, String path) {
        if (placeholder.is(value)) {
            return target != null && target.type() == Schema.Type.STRING ? placeholderText : value;
        }
        return protection instanceof TextProtection text ? shown(text, value, path) : nothing(target, path);
    }

    @SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
    private static String shown(TextProtection protection, Object value, String path) {
        if (value instanceof byte[] bytes) {
            return protection.of(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return protection.of(bytes);
        } else if (value instanceof Struct || value instanceof Map || value instanceof List) {
            throw new DataException(
                    "The field " + path.substring(1) + " has fields or elements of its own, of which no "
                            + "one text can be shown: protect those, or redact the field");
        } else if (value instanceof BigDecimal decimal) {
            return protection.of(decimal.toPlainString());
        }
        return protection.of(value instanceof Date date ? date.toInstant().toString() : value.toString());
    }

    private static @Nullable Object nothing(@Nullable Schema target, String path) {
        if (target == null || target.isOptional()) {
            return null;
        }
        if (target.name() != null && target.type() != Schema.Type.STRING) {
            throw new DataException("The field " + path.substring(1) + " is a " + target.name()
                    + " and must not be null: nothing can be shown in its place");
        }
        return switch (target.type()) {
            case STRING -> "";
            case BOOLEAN -> false;
            case INT8 -> (byte) 0;
            case INT16 -> (short) 0;
            case INT32 -> 0;
            case INT64 -> 0L;
            case FLOAT32 -> 0f;
            case FLOAT64 -> 0d;
            case BYTES -> new byte[0];
            case ARRAY -> List.of();
            case MAP -> Map.of();
            case STRUCT ->
                throw new DataException("The field " + path.substring(1)
                        + " must not be null, and has fields of its own: " + "redact those");
        };
    }
}
