// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.Nodes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Records with a schema and without one. A null in a Struct is a null, even where its field has a default. */
final class ConnectNodes implements Nodes {
    @Override
    public @Nullable Object field(Object parent, String name) {
        if (parent instanceof Struct struct) {
            return struct.schema().field(name) == null ? MISSING : struct.getWithoutDefault(name);
        } else if (parent instanceof Map<?, ?> map) {
            Object value = map.get(name);
            return value != null || map.containsKey(name) ? value : MISSING;
        }
        return MISSING;
    }

    @Override
    public List<?> elements(Object parent) {
        return parent instanceof List<?> list ? list : List.of();
    }

    @Override
    public Collection<?> values(Object parent) {
        return parent instanceof Map<?, ?> map ? map.values() : List.of();
    }
}
