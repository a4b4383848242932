// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

/**
 * A finished Parquet file, ready to be added to its table.
 *
 * @param path relative to the table's root, not URI-encoded
 * @param statistics JSON as of the Delta protocol, "Per-file Statistics": numRecords, minValues, maxValues, nullCount
 */
public record DataFile(String path, long sizeBytes, long modifiedAtMs, long rows, String statistics) {}
