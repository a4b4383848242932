// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows handed over together, in the order they were read. */
record Batch(long number, List<Row> rows, long sizeBytes) {

    static Batch of(long number, List<Row> rows) {
        long sizeBytes = 0;
        for (Row row : rows) {
            sizeBytes += row.sizeBytes();
        }
        return new Batch(number, rows, sizeBytes);
    }

    /** Of each partition, the lowest offset among the rows. */
    @SuppressWarnings("ReferenceEquality") // What is equal but not the same is only looked up once more.
    static Map<SourcePartition, Long> lowestOffsets(List<Row> rows) {
        Map<SourcePartition, Long> lowest = new HashMap<>();
        @Nullable SourcePartition source = null;
        long lowestOfRun = Long.MAX_VALUE;
        for (Row row : rows) {
            if (source != null && row.source() != source) {
                lowest.merge(source, lowestOfRun, Math::min);
                lowestOfRun = Long.MAX_VALUE;
            }
            source = row.source();
            lowestOfRun = Math.min(lowestOfRun, row.offset());
        }
        if (source != null) {
            lowest.merge(source, lowestOfRun, Math::min);
        }
        return lowest;
    }
}
