// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.Rule;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Gives way to the values that a rule does not hold for: a null, or a default. */
record Replacement(Rule rule) implements Edit {

    @Override
    public @Nullable Object of(@Nullable Schema schema, @Nullable Object value) {
        if (rule.check().holds(value)) {
            return value;
        }
        return rule.action() == Action.SET_NULL ? nothing(schema) : otherwise(schema);
    }

    private @Nullable Object nothing(@Nullable Schema schema) {
        if (schema != null && !schema.isOptional()) {
            throw fault("may not be null by its schema, so it cannot be set to null");
        }
        return null;
    }

    private Object otherwise(@Nullable Schema schema) {
        String text = rule.replacement().orElse(null);
        if (text == null) {
            if (schema == null || schema.defaultValue() == null) {
                throw fault("has no default in its schema, and the rule says none");
            }
            return schema.defaultValue();
        }
        return schema == null ? plain(text) : typed(schema, text);
    }

    /** As JSON without a schema has it. */
    private static Object plain(String text) {
        SchemaAndValue parsed = Values.parseString(text);
        Object value = parsed.value();
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        boolean isSimple = value instanceof Long || value instanceof Double || value instanceof Boolean;
        return isSimple ? value : value instanceof BigDecimal decimal ? decimal.doubleValue() : text;
    }

    private Object typed(Schema schema, String text) {
        if (schema.name() != null) {
            throw fault("is a " + schema.name() + ", which no default can be written for; give its schema a default");
        }
        try {
            return switch (schema.type()) {
                case STRING -> text;
                case BOOLEAN -> bool(text);
                case INT8 -> Byte.valueOf(text);
                case INT16 -> Short.valueOf(text);
                case INT32 -> Integer.valueOf(text);
                case INT64 -> Long.valueOf(text);
                case FLOAT32 -> Float.valueOf(text);
                case FLOAT64 -> Double.valueOf(text);
                default -> throw fault("is of type " + schema.type() + ", which no default can be written for");
            };
        } catch (NumberFormatException e) {
            throw fault("is of type " + schema.type() + ", and '" + text + "' is not");
        }
    }

    private Boolean bool(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw fault("is of type BOOLEAN, and '" + text + "' is not");
        }
        return Boolean.valueOf(text);
    }

    private DataException fault(String what) {
        return new DataException("rule " + rule.name() + ": the field " + rule.path() + " " + what);
    }
}
