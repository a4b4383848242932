// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.List;

/**
 * What becomes of a table's schema when rows of an incoming schema are to be written.
 *
 * @param merged the table's schema, in its order, with the new columns at the end of their structs
 * @param added the paths of the new columns; of a new struct only its own path, not those inside of it
 * @param clashes what of the rows the table cannot hold even then. One inside of a list or map concerns the whole of the
 *     outermost list or map around it: half a list is no list
 */
public record SchemaChange(TableSchema merged, List<String> added, List<SchemaClash> clashes) {
    public SchemaChange {
        added = List.copyOf(added);
        clashes = List.copyOf(clashes);
    }

    /** Whether the table must be changed first. */
    public boolean isNeeded() {
        return !added.isEmpty();
    }
}
