// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Finds the table of a topic, once per topic. The topic is the one after transforms: they are how users rename. */
final class TableRouter {
    private final TableNameTemplate template;
    private final Map<String, TableName> tables = new HashMap<>();

    TableRouter(TableNameTemplate template) {
        this.template = template;
    }

    /** @throws ConnectException if the template gives the record's topic no table name; with the record's original place */
    TableName table(SinkRecord record) {
        TableName known = tables.get(record.topic());
        if (known == null) {
            known = find(record);
            tables.put(record.topic(), known);
        }
        return known;
    }

    private TableName find(SinkRecord record) {
        try {
            return template.name(record.topic());
        } catch (IllegalArgumentException e) {
            throw new ConnectException(
                    new SourcePartition(record.originalTopic(), record.originalKafkaPartition()) + ", offset "
                            + record.originalKafkaOffset() + ": " + e.getMessage(),
                    e);
        }
    }
}
