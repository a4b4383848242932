// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.FieldPath.Each;
import dev.alluvium.connect.quality.check.FieldPath.Field;
import dev.alluvium.connect.quality.check.FieldPath.Step;
import dev.alluvium.connect.quality.check.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Changes values inside of a record. The record itself stays as it is: of what is changed, and of all around it, a copy is made, and
 * the rest is shared.
 */
final class Edits {
    private final List<Step> steps;
    private final Nodes nodes;
    private final Edit edit;

    /** @param steps from the record to the values */
    Edits(List<Step> steps, Nodes nodes, Edit edit) {
        this.steps = steps;
        this.nodes = nodes;
        this.edit = edit;
    }

    /** @throws DataException if a value cannot be changed as it should */
    @Nullable Object of(@Nullable Schema schema, @Nullable Object value) {
        return of(schema, value, 0);
    }

    private @Nullable Object of(@Nullable Schema schema, @Nullable Object value, int at) {
        if (value == Nodes.UNAVAILABLE) {
            return value;
        }
        if (at == steps.size()) {
            return edit.of(schema, value);
        }
        Step step = steps.get(at);
        if (step instanceof Field field) {
            return field(field.name(), value, at);
        } else if (step == Each.ELEMENT && value instanceof List<?> list) {
            return elements(list, schema, at);
        } else if (step == Each.VALUE && value instanceof Map<?, ?> map) {
            return values(map, schema, at);
        }
        return value;
    }

    private @Nullable Object field(String name, @Nullable Object value, int at) {
        if (value instanceof Struct struct && struct.schema().field(name) != null) {
            Object old = nodes.field(struct, name);
            Object made = of(struct.schema().field(name).schema(), old, at + 1);
            return made == old ? value : copy(struct, name, made);
        } else if (value instanceof Map<?, ?> map) {
            Object old = nodes.field(map, name);
            Object made = of(null, old, at + 1);
            return made == old ? value : copy(map, name, made);
        }
        return value;
    }

    private static Struct copy(Struct struct, String name, @Nullable Object made) {
        Struct copy = new Struct(struct.schema());
        for (org.apache.kafka.connect.data.Field field : struct.schema().fields()) {
            Object value = field.name().equals(name) ? made : struct.getWithoutDefault(field.name());
            // One that must not be null and is, has a default: it is not there to be put.
            if (value != null || field.schema().isOptional() || field.name().equals(name)) {
                copy.put(field, value);
            }
        }
        return copy;
    }

    private static Map<?, ?> copy(Map<?, ?> map, Object key, @Nullable Object made) {
        Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>(map);
        copy.put(key, made);
        return copy;
    }

    private Object elements(List<?> list, @Nullable Schema schema, int at) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        boolean isChanged = false;
        for (Object old : list) {
            Object made = of(schema == null ? null : schema.valueSchema(), old, at + 1);
            isChanged |= made != old;
            copy.add(made);
        }
        return isChanged ? copy : list;
    }

    private Object values(Map<?, ?> map, @Nullable Schema schema, int at) {
        Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>(map);
        boolean isChanged = false;
        for (Map.Entry<@Nullable Object, @Nullable Object> entry : copy.entrySet()) {
            Object old = entry.getValue();
            Object made = of(schema == null ? null : schema.valueSchema(), old, at + 1);
            isChanged |= made != old;
            entry.setValue(made);
        }
        return isChanged ? copy : map;
    }
}
