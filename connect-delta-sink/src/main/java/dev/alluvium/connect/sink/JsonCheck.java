// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Doubts values without a schema that may have no form as JSON text. */
@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class JsonCheck implements ValueCheck {
    @Override
    public @Nullable Doubt doubt(Object value, int depth) {
        if (isSimple(value)) {
            return null;
        }
        Doubt tooDeep = ValueCheck.tooDeep(depth);
        if (tooDeep != null) {
            return tooDeep;
        }
        if (value instanceof Map<?, ?> map) {
            return ofEntries(map, depth + 1);
        }
        if (value instanceof List<?> list) {
            for (Object element : list) {
                Doubt doubt = element == null ? null : doubt(element, depth + 1);
                if (doubt != null) {
                    return doubt.in("element");
                }
            }
            return null;
        }
        if (value instanceof Struct struct) {
            return ofFields(struct, depth + 1);
        }
        return Doubt.of("holds a " + value.getClass().getName() + ", which has no form as text");
    }

    static boolean isSimple(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || isNumber(value)
                || value instanceof byte[]
                || value instanceof ByteBuffer
                || value instanceof Date;
    }

    static boolean isNumber(Object value) {
        return value instanceof Long
                || value instanceof Double
                || value instanceof Integer
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigDecimal
                || value instanceof BigInteger;
    }

    private @Nullable Doubt ofEntries(Map<?, ?> map, int depth) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            if (!(key instanceof String)) {
                return Doubt.of("is a map with "
                        + (key == null ? "a null" : "a " + key.getClass().getName())
                        + " as a key, where JSON has only text");
            }
            Doubt doubt = entry.getValue() == null ? null : doubt(entry.getValue(), depth);
            if (doubt != null) {
                return doubt;
            }
        }
        return null;
    }

    private @Nullable Doubt ofFields(Struct struct, int depth) {
        for (Field field : struct.schema().fields()) {
            Object value = struct.getWithoutDefault(field.name());
            Doubt doubt = value == null ? null : doubt(value, depth);
            if (doubt != null) {
                return doubt.in(field.name());
            }
        }
        return null;
    }
}
