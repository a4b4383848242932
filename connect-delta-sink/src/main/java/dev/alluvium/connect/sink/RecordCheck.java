// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each record for what may keep it from becoming a row, at a price that ordinary records do not feel: nothing that
 * Connect has checked already is looked at again.
 */
final class RecordCheck {
    private static final long MAX_TIMESTAMP_MS = Long.MAX_VALUE / 1_000;
    static final ValueCheck JSON = new JsonCheck();

    private final ValueCheck key;
    private final ValueCheck value;

    private RecordCheck(ValueCheck key, ValueCheck value) {
        this.key = key;
        this.value = value;
    }

    static RecordCheck of(Format key, Format value) {
        return new RecordCheck(check(key), check(value));
    }

    private static ValueCheck check(Format format) {
        if (format.schema().isPresent()) {
            return SchemaCheck.of(format.schema().get());
        }
        return format.type().isPresent() ? JSON : ValueCheck.NONE;
    }

    @Nullable Doubt doubt(SinkRecord record) {
        Object recordKey = record.key();
        Doubt doubt = recordKey == null ? null : key.doubt(recordKey, 0);
        if (doubt != null) {
            return doubt.in(KafkaColumn.KEY_PATH);
        }
        Object recordValue = record.value();
        doubt = recordValue == null ? null : value.doubt(recordValue, 0);
        return doubt == null ? frame(record) : doubt;
    }

    /** Of all but key and value. */
    static @Nullable Doubt frame(SinkRecord record) {
        if (!holdsMicros(record.timestamp())) {
            return Doubt.of("is " + record.timestamp() + ", too far away for a TIMESTAMP in microseconds")
                    .in(KafkaColumn.NAME + "." + KafkaColumn.TIMESTAMP);
        }
        return headers(record);
    }

    /** Whether a table can hold the timestamp; null is no timestamp. */
    static boolean holdsMicros(@Nullable Long timestampMs) {
        return timestampMs == null || (timestampMs <= MAX_TIMESTAMP_MS && timestampMs >= -MAX_TIMESTAMP_MS);
    }

    private static @Nullable Doubt headers(SinkRecord record) {
        if (record.headers().isEmpty()) {
            return null;
        }
        for (Header header : record.headers()) {
            Doubt doubt = header(header);
            if (doubt != null) {
                return doubt.in(header.key()).in(KafkaColumn.HEADERS_PATH);
            }
        }
        return null;
    }

    /** What keeps a header from being written, null if nothing does. */
    static @Nullable Doubt header(Header header) {
        Object content = header.value();
        if (content == null || JsonCheck.isSimple(content)) {
            return null;
        }
        Doubt doubt =
                header.schema() == null ? null : SchemaCheck.of(header.schema()).doubt(content, 0);
        return doubt == null ? JSON.doubt(content, 0) : doubt;
    }
}
