// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.List;

/**
 * The columns of a table or of a data file, in their order. A data file's schema is always a subset of its table's.
 *
 * @param partitionBy the names of those columns that the table is partitioned by; data files do not hold them
 */
public record TableSchema(List<Column> columns, List<String> partitionBy) {
    public static final TableSchema EMPTY = new TableSchema(List.of());

    public TableSchema {
        columns = List.copyOf(columns);
        partitionBy = List.copyOf(partitionBy);
    }

    /** Without partitions. */
    public TableSchema(List<Column> columns) {
        this(columns, List.of());
    }

    public static TableSchema of(Column... columns) {
        return new TableSchema(List.of(columns));
    }

    /** What the table's data files hold. */
    public TableSchema ofFiles() {
        return partitionBy.isEmpty()
                ? this
                : new TableSchema(columns.stream()
                        .filter(column -> !partitionBy.contains(column.name()))
                        .toList());
    }
}
