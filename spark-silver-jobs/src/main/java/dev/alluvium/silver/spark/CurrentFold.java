// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import dev.alluvium.silver.cdc.Change;
import dev.alluvium.silver.cdc.CurrentMerge;
import dev.alluvium.silver.cdc.CurrentRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What events make of the current state of a row: the row to write, or the trace of its end. */
final class CurrentFold implements Groups.Fold {
    static final String EVENT = "event";
    /** As it is stored, or to be. */
    static final String ROW = "row";
    /** The trace of one that is gone, or to be removed. */
    static final String GONE = "gone";

    private static final long serialVersionUID = 1;

    private final Rows rows;
    private final ArrayList<Truncate> truncates;

    /** @param truncates all changes that ended every row */
    CurrentFold(Rows rows, List<Truncate> truncates) {
        this.rows = rows;
        this.truncates = new ArrayList<>(truncates);
    }

    @Override
    public List<Row> fold(List<@Nullable Object> key, List<Row> group) {
        CurrentRow stored = null;
        CurrentRow trace = null;
        List<Change> changes = new ArrayList<>();
        for (Row row : group) {
            switch (rows.role(row)) {
                case ROW -> stored = rows.current(row);
                case GONE -> trace = rows.current(row);
                default -> changes.add(rows.change(row));
            }
        }
        if (stored != null || trace != null || !changes.isEmpty()) {
            truncates.forEach(truncate -> changes.add(truncate.change()));
        }
        return CurrentMerge.of(stored, trace, changes)
                .map(after -> List.of(rows.row(key, after, after.isGone() ? GONE : ROW)))
                .orElse(List.of());
    }
}
