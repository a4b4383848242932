// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The way of a field's values out of their column.
 *
 * @param into where they go
 * @param ahead whether they must be asked for before the row is emitted: {@code into} is emitted before the field is
 */
record Rescue(RescuedEmitter into, boolean ahead) {

    void add(String path, @Nullable Schema schema, Object value, String misfit) {
        into.add(path, schema, value, misfit);
    }
}
