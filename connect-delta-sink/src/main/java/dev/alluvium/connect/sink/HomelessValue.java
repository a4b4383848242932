// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ValueConsumer;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rescues every value of a field that has no column.
 *
 * @param schema of the values, null if they have none
 */
record HomelessValue(@Nullable Schema schema, String path, String misfit, Rescue rescue) implements ValueEmitter {

    static HomelessValue of(@Nullable Schema schema, String path, Rescue rescue) {
        return new HomelessValue(
                schema, path, "Field '" + path + "' has no column that holds values of its type", rescue);
    }

    @Override
    public void emit(Object value, ValueConsumer out) {
        if (!rescue.ahead()) {
            survey(value);
        }
    }

    @Override
    public void survey(Object value) {
        rescue.add(path, schema, value, misfit);
    }
}
