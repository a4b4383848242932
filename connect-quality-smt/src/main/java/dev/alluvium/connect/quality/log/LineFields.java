// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.log;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read of a line, by the name of the field; what is not told is not there. */
final class LineFields {
    private final Map<String, Object> values = new HashMap<>();

    void put(String field, @Nullable Object value) {
        if (value != null) {
            values.put(field, value);
        }
    }

    Map<String, Object> values() {
        return values;
    }
}
