// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has to be written so that the stored state of a row has new changes in it. */
public final class CurrentMerge {
    private CurrentMerge() {}

    /**
     * Works it out. A row that {@linkplain CurrentRow#isGone() is gone} has its trace written first and is removed then: if that is not done to the
     * end, both are stored, and the later one counts.
     *
     * @param row as it is stored, null if there is none
     * @param trace of its end, null if there is none
     * @param changes in any order
     * @return empty if all is as it should be
     */
    public static Optional<CurrentRow> of(@Nullable CurrentRow row, @Nullable CurrentRow trace, List<Change> changes) {
        boolean isTrace = trace != null && (row == null || trace.sequence().compareTo(row.sequence()) > 0);
        boolean isLeftOver = isTrace && row != null;
        CurrentRow before = isTrace ? trace : row;
        CurrentRow after = before;
        for (Change change : changes) {
            after = after == null ? CurrentRow.of(change) : after.with(change);
        }
        return after == null || (after.equals(before) && !isLeftOver) ? Optional.empty() : Optional.of(after);
    }
}
