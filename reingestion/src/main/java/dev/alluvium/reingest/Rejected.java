// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of rejects.
 *
 * @param table which the record was meant for, null if none was found
 * @param key as it was kept
 * @param value as it was kept
 * @param timestampMicros null if the record had none
 */
record Rejected(
        @Nullable String table,
        @Nullable String stage,
        Content key,
        Content value,
        String topic,
        int partition,
        long epoch,
        long offset,
        @Nullable Long timestampMicros,
        @Nullable String timestampType,
        List<HeaderBytes> headers) {

    /** A key or a value: null bytes if there was none. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Content(
            byte @Nullable [] bytes,
            @Nullable String format,
            @Nullable String schema) {}

    /** A header as it was kept. */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record HeaderBytes(String key, byte @Nullable [] value) {}
}
