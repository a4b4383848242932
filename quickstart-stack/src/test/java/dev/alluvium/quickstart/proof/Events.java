// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import dev.alluvium.quickstart.bronze.BronzeRow;
import java.util.HashMap;
import java.util.Map;

/** Bronze rows made by hand. */
final class Events {
    private Events() {}

    static BronzeRow event(long offset, String op, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("op", op);
        columns.put("before", before);
        columns.put("after", after);
        columns.put("_kafka", kafka(offset, "k"));
        return new BronzeRow(columns);
    }

    static BronzeRow tombstone(long offset) {
        return event(offset, null, null, null);
    }

    static BronzeRow line(long offset, String key, String text) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("value", text);
        columns.put("_kafka", kafka(offset, key));
        return new BronzeRow(columns);
    }

    private static Map<String, Object> kafka(long offset, String key) {
        return Map.of("topic", "t", "partition", 0, "offset", offset, "key", key);
    }
}
