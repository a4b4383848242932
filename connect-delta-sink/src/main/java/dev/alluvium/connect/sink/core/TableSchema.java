// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.List;

/** The columns of a table or of a data file, in their order. A data file's schema is always a subset of its table's. */
public record TableSchema(List<Column> columns) {
    public static final TableSchema EMPTY = new TableSchema(List.of());

    public TableSchema {
        columns = List.copyOf(columns);
    }

    public static TableSchema of(Column... columns) {
        return new TableSchema(List.of(columns));
    }
}
