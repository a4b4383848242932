// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * What stands at a path in a key or a value, with or without a schema.
 *
 * @param schema null if it has none
 * @param value null if nothing stands there
 */
record FieldValue(@Nullable Schema schema, @Nullable Object value) {

    /** @param path names parted by points */
    static FieldValue at(@Nullable Schema schema, @Nullable Object whole, String path) {
        Schema foundSchema = schema;
        Object found = whole;
        for (String name : path.split("\\.", -1)) {
            if (found instanceof Struct struct) {
                Field field = struct.schema().field(name);
                foundSchema = field == null ? null : field.schema();
                found = field == null ? null : struct.getWithoutDefault(field.name());
            } else if (found instanceof Map<?, ?> map) {
                foundSchema = foundSchema == null ? null : foundSchema.valueSchema();
                found = map.get(name);
            } else {
                return new FieldValue(null, null);
            }
        }
        return new FieldValue(foundSchema, found);
    }
}
