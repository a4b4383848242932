// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what records of one shape hold in memory, without a walk through each of them: text and bytes know their
 * length, also as fields of structs; of all else, one record in {@value #SAMPLE_EVERY} is measured, and the average stands
 * for the others. Where much is found, each is measured.
 */
final class MemoryEstimate {
    /** The record itself, its row, its boxed offset and timestamp. */
    static final long FLOOR_BYTES = 256;

    static final int SAMPLE_EVERY = 32;

    /** What is as large as this costs far more than to be measured. */
    private static final long LARGE_BYTES = 64 << 10;

    private static final int MANY = 64;
    private static final long OBJECT_BYTES = 24;
    private static final long TEXT_BYTES = 48;
    private static final long ENTRY_BYTES = 48;
    private static final int MAX_DEPTH = 100;

    private int untilSample;
    private long averageBytes = -1;
    private @Nullable Schema lastSchema;
    private @Nullable TextFields lastFields;

    int of(SinkRecord record) {
        // The fields of keys are small, and left to samples.
        long exact = flat(record.key()) + exact(record.value());
        long rest = averageBytes;
        if (untilSample == 0 || record.headers().size() > MANY) {
            long all = measuredHeaders(record) + measured(record.key(), 0) + measured(record.value(), 0);
            long sampled = Math.max(0, all - exact);
            sample(sampled);
            rest = Math.max(sampled, averageBytes);
            untilSample = rest > LARGE_BYTES ? 1 : SAMPLE_EVERY;
        }
        untilSample--;
        return (int) Math.min(FLOOR_BYTES + exact + rest, Integer.MAX_VALUE);
    }

    @SuppressWarnings("ReferenceEquality") // What is equal but not the same is only looked through once more.
    private long exact(@Nullable Object value) {
        if (value instanceof Struct struct) {
            TextFields fields = lastFields;
            if (fields == null || struct.schema() != lastSchema) {
                fields = TextFields.of(struct.schema());
                lastFields = fields;
                lastSchema = struct.schema();
            }
            return fields.bytes(struct);
        }
        if (value instanceof Map<?, ?> map && map.size() <= MANY) {
            long bytes = 0;
            for (Object field : map.values()) {
                bytes += flat(field);
            }
            return bytes;
        }
        return flat(value);
    }

    /** Rises fast and falls slowly: too much costs a little speed, too little may cost the heap. */
    private void sample(long bytes) {
        if (averageBytes < 0) {
            averageBytes = bytes;
        } else if (bytes > averageBytes) {
            averageBytes += (bytes - averageBytes + 1) / 2;
        } else {
            averageBytes -= (averageBytes - bytes) / 8;
        }
    }

    /** What can be told at once; 0 for what is sampled. Text counts a byte a character, as Java holds Latin letters. */
    static long flat(@Nullable Object value) {
        if (value instanceof String text) {
            return TEXT_BYTES + text.length();
        }
        if (value instanceof byte[] bytes) {
            return OBJECT_BYTES + bytes.length;
        }
        if (value instanceof ByteBuffer bytes) {
            return OBJECT_BYTES + TEXT_BYTES + bytes.remaining();
        }
        return 0;
    }

    private static long measuredHeaders(SinkRecord record) {
        long bytes = 0;
        for (Header header : record.headers()) {
            bytes += ENTRY_BYTES + flat(header.key()) + measured(header.value(), 0);
        }
        return bytes;
    }

    private static long measured(@Nullable Object value, int depth) {
        if (value == null || depth > MAX_DEPTH) {
            return 0;
        }
        long flat = flat(value);
        if (flat > 0) {
            return flat;
        }
        long bytes = OBJECT_BYTES;
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                bytes += Integer.BYTES + measured(struct.getWithoutDefault(field.name()), depth + 1);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += ENTRY_BYTES + measured(entry.getKey(), depth + 1) + measured(entry.getValue(), depth + 1);
            }
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                bytes += Integer.BYTES + measured(element, depth + 1);
            }
        } else if (value instanceof BigDecimal decimal) {
            bytes += OBJECT_BYTES + decimal.unscaledValue().bitLength() / Byte.SIZE;
        }
        return bytes;
    }
}
