// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.Nodes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Records with a schema and without one. A null in a Struct is a null, even where its field has a default. */
final class ConnectNodes implements Nodes {
    private final Placeholder placeholder;

    /** @param placeholder of what the source did not tell */
    ConnectNodes(Placeholder placeholder) {
        this.placeholder = placeholder;
    }

    @Override
    public @Nullable Object field(Object parent, String name) {
        Object value = MISSING;
        if (parent instanceof Struct struct) {
            value = struct.schema().field(name) == null ? MISSING : struct.getWithoutDefault(name);
        } else if (parent instanceof Map<?, ?> map) {
            value = map.get(name);
            if (value == null && !map.containsKey(name)) {
                return MISSING;
            }
        }
        return value != null && placeholder.is(value) ? UNAVAILABLE : value;
    }

    @Override
    public List<?> elements(Object parent) {
        return parent instanceof List<?> list ? list : List.of();
    }

    @Override
    public Collection<?> values(Object parent) {
        return parent instanceof Map<?, ?> map ? map.values() : List.of();
    }

    @Override
    public boolean hasOnly(Object parent, Set<String> names) {
        if (parent instanceof Struct struct) {
            List<Field> fields = struct.schema().fields();
            for (int i = 0; i < fields.size(); i++) { // An iterator would be made anew for each record.
                if (!names.contains(fields.get(i).name())) {
                    return false;
                }
            }
            return true;
        }
        return parent instanceof Map<?, ?> map && names.containsAll(map.keySet());
    }
}
