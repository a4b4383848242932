// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what records of one shape hold in memory, without a walk through each of them: text and bytes know their
 * length; of all else, one record in {@value #SAMPLE_EVERY} is measured, and the average stands for the others.
 */
final class MemoryEstimate {
    /** The record itself, its row, its boxed offset and timestamp. */
    static final long FLOOR_BYTES = 256;

    static final int SAMPLE_EVERY = 32;

    private static final long OBJECT_BYTES = 24;
    private static final long TEXT_BYTES = 48;
    private static final long ENTRY_BYTES = 48;
    private static final int MAX_DEPTH = 100;

    private int untilSample;
    private long averageBytes = -1;

    int of(SinkRecord record) {
        if (untilSample == 0) {
            untilSample = SAMPLE_EVERY;
            sample(measuredHeaders(record) + sampled(record.key()) + sampled(record.value()));
        }
        untilSample--;
        long bytes = FLOOR_BYTES + flat(record.key()) + flat(record.value()) + averageBytes;
        return (int) Math.min(bytes, Integer.MAX_VALUE);
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
    private static long flat(@Nullable Object value) {
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

    private static long sampled(@Nullable Object value) {
        return flat(value) > 0 ? 0 : measured(value, 0);
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
