// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one version of a table holds.
 *
 * @param files how many live data files it has
 * @param strayRows rows that do not say which record they come from
 * @param rows of each topic-partition
 * @param txns those that the sink writes
 * @param history what the log says of how the table came about
 */
record TableReading(
        String path,
        long version,
        long files,
        long strayRows,
        Map<Source, SourceRows> rows,
        List<Txn> txns,
        History history) {
    TableReading {
        rows = new TreeMap<>(rows);
        txns = List.copyOf(txns);
    }

    /** The offsets of those rows of a topic-partition that were among the rejects before. */
    OffsetSet replayed(Source source) {
        SourceRows found = rows.get(source);
        return found == null ? new OffsetSet() : found.replayed();
    }

    /** How many rows were among the rejects before. */
    long replayedRows() {
        return rows.values().stream()
                .mapToLong(found -> found.replayed().size())
                .sum();
    }

    /** The offsets of all rows of a topic-partition. */
    OffsetSet offsets(Source source) {
        SourceRows found = rows.get(source);
        return found == null ? new OffsetSet() : found.offsets();
    }
}
