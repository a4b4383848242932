// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a row was from one change to another.
 *
 * @param first the change that it began with
 * @param values what the row was; of columns whose changes make no version, what they were in the end
 * @param carried where the values come from that the changes did not tell, by position
 * @param end the change that ended it; empty if it still is
 */
public record RowVersion(
        Change first, List<@Nullable Object> values, Map<Integer, Origin> carried, Optional<Change> end) {
    public RowVersion {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        carried = Collections.unmodifiableMap(new TreeMap<>(carried));
    }

    RowVersion endedBy(Change change) {
        return new RowVersion(first, values, carried, Optional.of(change));
    }

    /** The change that began this version, as it can be told again to a {@link RowHistory}. */
    public Change retold() {
        return new Change(first.sequence(), first.kind(), values, carried.keySet(), carried, first.about());
    }
}
