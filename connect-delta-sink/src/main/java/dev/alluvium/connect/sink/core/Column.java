// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/** A named, nullable column of a table or of a struct. Bronze knows no required column: a source may drop any of them. */
public record Column(String name, ColumnType type) {
    public Column {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column needs a name");
        }
    }
}
