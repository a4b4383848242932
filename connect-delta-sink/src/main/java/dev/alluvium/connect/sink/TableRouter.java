// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import java.util.HashMap;
import java.util.Map;

/** Finds the table of a topic, once per topic. The topic is the one after transforms: they are how users rename. */
final class TableRouter {
    private final TableNameTemplate template;
    private final Map<String, TableName> tables = new HashMap<>();

    TableRouter(TableNameTemplate template) {
        this.template = template;
    }

    /** @throws IllegalArgumentException if the template does not give this topic a table name */
    TableName table(String topic) {
        TableName known = tables.get(topic);
        if (known == null) {
            known = template.name(topic);
            tables.put(topic, known);
        }
        return known;
    }
}
