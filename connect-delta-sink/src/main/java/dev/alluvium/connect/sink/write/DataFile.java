// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished Parquet file, ready to be added to its table.
 *
 * @param path relative to the table's root, not URI-encoded
 * @param statistics JSON as of the Delta protocol, "Per-file Statistics": numRecords, minValues, maxValues, nullCount
 * @param partition the value of each column that the table is partitioned by, as of the Delta protocol, "Partition Value
 *     Serialization"; null for none
 */
public record DataFile(
        String path,
        long sizeBytes,
        long modifiedAtMs,
        long rows,
        String statistics,
        Map<String, @Nullable String> partition) {
    public DataFile {
        partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    }

    /** Of a table without partitions. */
    public DataFile(String path, long sizeBytes, long modifiedAtMs, long rows, String statistics) {
        this(path, sizeBytes, modifiedAtMs, rows, statistics, Map.of());
    }

    DataFile in(Map<String, @Nullable String> other) {
        return new DataFile(path, sizeBytes, modifiedAtMs, rows, statistics, other);
    }
}
