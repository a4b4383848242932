// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import dev.alluvium.silver.cdc.Change;
import dev.alluvium.silver.cdc.CurrentRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What events make of the current state of a row: the row to write, or the trace of its end. */
final class CurrentFold implements Groups.Fold {
    static final String EVENT = "event";
    /** Of the table, or of the traces. */
    static final String STATE = "state";
    /** Write it. */
    static final String ROW = "row";
    /** Leave a trace of it, and remove it. */
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
        CurrentRow before = null;
        for (Row row : group) {
            if (rows.role(row).equals(STATE)) {
                CurrentRow stored = rows.current(row);
                before = before == null || stored.sequence().compareTo(before.sequence()) > 0 ? stored : before;
            }
        }
        CurrentRow after = before;
        for (Row row : group) {
            if (rows.role(row).equals(EVENT)) {
                Change change = rows.change(row);
                after = after == null ? CurrentRow.of(change) : after.with(change);
            }
        }
        if (after == null) {
            return List.of();
        }
        for (Truncate truncate : truncates) {
            after = after.with(truncate.change());
        }
        return after.equals(before) ? List.of() : List.of(rows.row(key, after, after.isGone() ? GONE : ROW));
    }
}
