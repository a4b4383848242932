// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.TableName;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of rejects tables. To the pipeline they are rows like any other, so they are committed exactly once by the
 * same protocol. Nothing in them depends on the clock or on the task: a replay makes the same row.
 */
final class Rejects {
    /** What the name of a rejects table ends in. No other table may be called so. */
    static final String SUFFIX = "__rejects";

    private final TableName unrouted;
    private final RejectShape shape;
    private final MemoryEstimate size = new MemoryEstimate();

    /** @param unrouted the table for records without one */
    Rejects(TableName unrouted) {
        this.unrouted = unrouted;
        this.shape = new RejectShape();
    }

    static boolean isReserved(TableName table) {
        return table.path().endsWith(SUFFIX);
    }

    /** @param table which the record was meant for, null if none was found */
    Row row(SinkRecord record, Session session, @Nullable TableName table, BadRecordException verdict) {
        Reject reject = new Reject(writable(record), table, verdict);
        return new Row(place(table), session, record.originalKafkaOffset(), shape, reject, size.of(record));
    }

    /** The rejects table of {@code table}. */
    TableName place(@Nullable TableName table) {
        if (table == null || isReserved(table)) {
            return unrouted;
        }
        try {
            return new TableName(table.path() + SUFFIX);
        } catch (IllegalArgumentException e) {
            // The name is so long that there is no room for another that ends so.
            return unrouted;
        }
    }

    private static SinkRecord writable(SinkRecord record) {
        Long timestamp = record.timestamp();
        boolean keepsTimestamp = RecordCheck.holdsMicros(timestamp);
        Headers headers = writable(record.headers());
        if (keepsTimestamp && headers == record.headers()) {
            return record;
        }
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                keepsTimestamp ? timestamp : null,
                headers);
    }

    private static Headers writable(Headers headers) {
        for (Header header : headers) {
            if (RecordCheck.header(header) != null) {
                return written(headers);
            }
        }
        return headers;
    }

    private static Headers written(Headers headers) {
        Headers written = new ConnectHeaders();
        for (Header header : headers) {
            boolean fits = header.value() == null || RecordCheck.header(header) == null;
            if (fits) {
                written.add(header);
            } else {
                written.addBytes(
                        header.key(),
                        RejectedBytes.of(header.schema(), header.value()).bytes());
            }
        }
        return written;
    }
}
