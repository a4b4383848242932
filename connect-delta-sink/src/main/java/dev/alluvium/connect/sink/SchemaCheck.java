// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against a schema. Of a struct only lists, maps and structs are looked at: {@link Struct#put} has seen that
 * all else is what its schema says. The parts are made when first needed, because a schema may contain itself.
 */
@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class SchemaCheck {
    /** What Connect holds otherwise than the physical type says. */
    private static final Map<String, Class<?>> LOGICAL = Map.of(
            Decimal.LOGICAL_NAME, BigDecimal.class,
            org.apache.kafka.connect.data.Date.LOGICAL_NAME, Date.class,
            Time.LOGICAL_NAME, Date.class,
            Timestamp.LOGICAL_NAME, Date.class);

    private SchemaCheck() {}

    static ValueCheck of(Schema schema) {
        if (schema.type().isPrimitive()) {
            return leaf(schema);
        }
        return switch (schema.type()) {
            case ARRAY -> new ListCheck(schema.valueSchema());
            case MAP -> new MapCheck(schema.keySchema(), schema.valueSchema());
            default -> new StructCheck(schema);
        };
    }

    private static ValueCheck leaf(Schema schema) {
        if (schema.type() == Schema.Type.BYTES && !isLogical(schema)) {
            return (value, depth) ->
                    value instanceof byte[] || value instanceof ByteBuffer ? null : Doubt.ofClass(value, "BYTES");
        }
        Class<?> expected = javaClass(schema);
        String name = schema.type().toString();
        return (value, depth) -> expected.isInstance(value) ? null : Doubt.ofClass(value, name);
    }

    private static boolean isLogical(Schema schema) {
        return schema.name() != null
                && LOGICAL.containsKey(schema.name())
                && LogicalTypes.of(schema).isPresent();
    }

    private static Class<?> javaClass(Schema schema) {
        Class<?> logical = isLogical(schema) ? LOGICAL.get(schema.name()) : null;
        if (logical != null) {
            return logical;
        }
        return switch (schema.type()) {
            case BOOLEAN -> Boolean.class;
            case INT8 -> Byte.class;
            case INT16 -> Short.class;
            case INT32 -> Integer.class;
            case INT64 -> Long.class;
            case FLOAT32 -> Float.class;
            case FLOAT64 -> Double.class;
            case STRING -> String.class;
            case BYTES, ARRAY, MAP, STRUCT -> Object.class;
        };
    }

    /** Connect goes by a logical type's name, whatever its physical type; we read such a field by its physical type. */
    private static boolean isChecked(Schema schema) {
        return schema.type().isPrimitive()
                && (schema.name() == null || !LOGICAL.containsKey(schema.name()) || isLogical(schema));
    }

    private static final class ListCheck implements ValueCheck {
        private final Schema elementSchema;
        private @Nullable ValueCheck element;

        ListCheck(Schema elementSchema) {
            this.elementSchema = elementSchema;
        }

        @Override
        public @Nullable Doubt doubt(Object value, int depth) {
            if (!(value instanceof List<?> list)) {
                return Doubt.ofClass(value, "ARRAY");
            }
            ValueCheck each = element;
            if (each == null) {
                each = of(elementSchema);
                element = each;
            }
            Doubt doubt = ValueCheck.tooDeep(depth);
            for (int i = 0; doubt == null && i < list.size(); i++) {
                Object one = list.get(i);
                doubt = one == null ? null : each.doubt(one, depth + 1);
            }
            return doubt == null ? null : doubt.in("element");
        }
    }

    private static final class MapCheck implements ValueCheck {
        private final Schema keySchema;
        private final Schema valueSchema;
        private @Nullable ValueCheck key;
        private @Nullable ValueCheck value;

        MapCheck(Schema keySchema, Schema valueSchema) {
            this.keySchema = keySchema;
            this.valueSchema = valueSchema;
        }

        @Override
        public @Nullable Doubt doubt(Object given, int depth) {
            if (!(given instanceof Map<?, ?> map)) {
                return Doubt.ofClass(given, "MAP");
            }
            ValueCheck keys = key == null ? of(keySchema) : key;
            ValueCheck values = value == null ? of(valueSchema) : value;
            key = keys;
            value = values;
            Doubt tooDeep = ValueCheck.tooDeep(depth);
            if (tooDeep != null) {
                return tooDeep;
            }
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Doubt doubt = entry.getKey() == null
                        ? Doubt.of("is null, which no map of a table can have as its key")
                        : keys.doubt(entry.getKey(), depth + 1);
                if (doubt != null) {
                    return doubt.in("key");
                }
                doubt = entry.getValue() == null ? null : values.doubt(entry.getValue(), depth + 1);
                if (doubt != null) {
                    return doubt.in("value");
                }
            }
            return null;
        }
    }

    private static final class StructCheck implements ValueCheck {
        private final Schema schema;
        private Field @Nullable [] fields;
        private ValueCheck[] checks = {};

        StructCheck(Schema schema) {
            this.schema = schema;
        }

        @Override
        public @Nullable Doubt doubt(Object value, int depth) {
            if (!(value instanceof Struct struct)) {
                return Doubt.ofClass(value, "STRUCT");
            }
            Doubt tooDeep = ValueCheck.tooDeep(depth);
            if (tooDeep != null) {
                return tooDeep;
            }
            Field[] looked = fields == null ? prepare() : fields;
            for (int i = 0; i < looked.length; i++) {
                Object field = struct.get(looked[i]);
                Doubt doubt = field == null ? null : checks[i].doubt(field, depth + 1);
                if (doubt != null) {
                    return doubt.in(looked[i].name());
                }
            }
            return null;
        }

        private Field[] prepare() {
            List<Field> looked = new ArrayList<>();
            List<ValueCheck> compiled = new ArrayList<>();
            for (Field field : schema.fields()) {
                if (!isChecked(field.schema())) {
                    // Under this schema a null stays a null, see FieldsEmitter.
                    looked.add(new Field(field.name(), field.index(), Schema.OPTIONAL_BYTES_SCHEMA));
                    compiled.add(of(field.schema()));
                }
            }
            Field[] found = looked.toArray(Field[]::new);
            checks = compiled.toArray(ValueCheck[]::new);
            fields = found;
            return found;
        }
    }
}
