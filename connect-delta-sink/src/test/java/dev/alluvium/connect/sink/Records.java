// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of the partition orders-3, and the rows that they become. */
final class Records {
    static final TableName TABLE = new TableName("bronze/orders");
    static final Session SESSION = new Session(new SourcePartition("orders", 3), 1);
    static final long OFFSET = 42;
    static final long TIMESTAMP_MS = 1_700_000_000_123L;

    private Records() {}

    static SinkRecord ofValue(Schema schema, Object value) {
        return of(null, null, schema, value);
    }

    static SinkRecord of(Schema keySchema, Object key, Schema valueSchema, Object value) {
        return new SinkRecord(
                "orders", 3, keySchema, key, valueSchema, value, OFFSET, TIMESTAMP_MS, TimestampType.CREATE_TIME);
    }

    static Row read(SinkRecord record) {
        return new RecordReader().read(record, SESSION, TABLE);
    }

    static Row read(SinkRecord record, EvolutionMode evolution) {
        return new RecordReader(Placeholder.of(Placeholder.DEFAULT), evolution).read(record, SESSION, TABLE);
    }

    /** The row of {@code record} in a file that has just its columns. */
    static Map<String, Object> row(SinkRecord record) {
        Row row = read(record);
        return emitted(row, row.shape().schema());
    }

    static Map<String, Object> emitted(Row row, TableSchema target) {
        RecordedRows rows = new RecordedRows(target);
        row.shape().emitterFor(target).emit(row, rows);
        return rows.rows().get(0);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> struct(Map<String, Object> row, String column) {
        return (Map<String, Object>) row.get(column);
    }
}
