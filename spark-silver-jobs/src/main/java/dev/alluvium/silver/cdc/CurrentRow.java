// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import dev.alluvium.silver.cdc.Change.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row as its latest change left it, or the trace of its end, with all that changes which come late may still need.
 *
 * <p>{@link #with} may be told changes in any order, and again: the row is the same in the end. So it needs no more of the past than this.
 *
 * @param sequence of the latest change
 * @param kind of the latest change
 * @param values empty if the row has ended
 * @param carried where the values come from that the latest change does not tell, by position
 * @param about what the latest change brought along
 */
public record CurrentRow(
        String sequence, Kind kind, List<@Nullable Object> values, Map<Integer, Origin> carried, Object about) {
    public CurrentRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        carried = Collections.unmodifiableMap(new TreeMap<>(carried));
    }

    /** Whether there is no such row any more. */
    public boolean isGone() {
        return kind == Kind.DELETE;
    }

    /** The row of which this change is all that is known. */
    public static CurrentRow of(Change change) {
        Map<Integer, Origin> carried = new TreeMap<>();
        for (int column : change.missing()) {
            carried.put(column, change.origin(column));
        }
        return new CurrentRow(change.sequence(), change.kind(), change.values(), carried, change.about());
    }

    /** The row after this change as well, which may have been long before the latest. */
    public CurrentRow with(Change change) {
        int order = change.sequence().compareTo(sequence);
        if (order == 0) {
            return this;
        }
        return order > 0 ? after(change) : late(change);
    }

    private CurrentRow after(Change change) {
        if (change.isDelete()) {
            return of(change);
        }
        List<@Nullable Object> next = new ArrayList<>(change.values());
        Map<Integer, Origin> origins = new TreeMap<>();
        for (int column : change.missing()) {
            if (change.kind() == Kind.INSERT) {
                origins.put(column, change.origin(column));
            } else if (isGone()) {
                origins.put(column, new Origin(sequence, false));
            } else {
                next.set(column, values.get(column));
                origins.put(column, carried.getOrDefault(column, new Origin(sequence, true)));
            }
        }
        return new CurrentRow(change.sequence(), change.kind(), next, origins, change.about());
    }

    /** What came before the latest change matters where that tells nothing. */
    private CurrentRow late(Change change) {
        List<@Nullable Object> next = new ArrayList<>(values);
        Map<Integer, Origin> origins = new TreeMap<>(carried);
        for (Map.Entry<Integer, Origin> entry : carried.entrySet()) {
            int column = entry.getKey();
            String known = entry.getValue().sequence();
            boolean tells = !change.missing().contains(column);
            if (tells && change.sequence().compareTo(known) > 0) {
                origins.put(column, new Origin(change.sequence(), !change.isDelete()));
                next.set(column, change.isDelete() ? null : change.values().get(column));
            } else if (!tells && change.kind() == Kind.INSERT) {
                Origin own = change.origin(column);
                if (own.sequence().compareTo(known) > 0) {
                    origins.put(column, own);
                    next.set(column, change.values().get(column));
                }
            }
        }
        return new CurrentRow(sequence, kind, next, origins, about);
    }
}
