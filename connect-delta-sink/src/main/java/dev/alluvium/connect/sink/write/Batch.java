// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows handed over together, in the order they were read; of each partition, the lowest offset among them. */
record Batch(long number, List<Row> rows, Map<SourcePartition, Long> lowest, long sizeBytes) {

    static Batch of(long number, List<Row> rows) {
        Map<SourcePartition, Long> lowest = new HashMap<>();
        long sizeBytes = 0;
        for (Row row : rows) {
            sizeBytes += row.sizeBytes();
            lowest.merge(row.source(), row.offset(), Math::min);
        }
        return new Batch(number, rows, lowest, sizeBytes);
    }
}
