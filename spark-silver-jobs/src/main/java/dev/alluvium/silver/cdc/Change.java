// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A change of one row, as its source told it.
 *
 * @param sequence orders the changes of all rows as texts are ordered by their characters; two changes of a row are one if theirs are equal
 * @param values of the row's columns after the change, by position; empty for a delete
 * @param missing the positions of values that the change does not tell, as Debezium's placeholder: {@code values} have null there, or what
 *     {@code fills} say
 * @param fills where missing values were found nevertheless, by position
 * @param about what the change brings along, as its time: carried, not looked at
 */
public record Change(
        String sequence,
        Kind kind,
        List<@Nullable Object> values,
        Set<Integer> missing,
        Map<Integer, Origin> fills,
        Object about) {
    /** What a change does. */
    public enum Kind {
        /** Begins a row: what it does not tell is not what an earlier row had. */
        INSERT,
        /** Changes a row, or begins it if there is none: what it does not tell stays as it was. */
        UPDATE,
        /** Ends a row, if there is one. */
        DELETE
    }

    public Change {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        missing = Collections.unmodifiableSet(new TreeSet<>(missing));
        fills = Collections.unmodifiableMap(new TreeMap<>(fills));
    }

    /** A change that fills nothing in. */
    public Change(String sequence, Kind kind, List<@Nullable Object> values, Set<Integer> missing, Object about) {
        this(sequence, kind, values, missing, Map.of(), about);
    }

    /** The end of a row. */
    public static Change delete(String sequence, Object about) {
        return new Change(sequence, Kind.DELETE, List.of(), Set.of(), about);
    }

    /** Where a missing value comes from if all before this change is unknown. */
    Origin origin(int column) {
        return fills.getOrDefault(column, kind == Kind.INSERT ? new Origin(sequence, false) : Origin.UNSEEN);
    }

    boolean isDelete() {
        return kind == Kind.DELETE;
    }
}
