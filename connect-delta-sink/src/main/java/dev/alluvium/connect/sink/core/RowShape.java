// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What all records of one schema have in common: found once per schema, never per record.
 *
 * <p>Shapes are compared by identity. The edge that made a shape knows what the content of its rows is; nobody else does.
 */
public interface RowShape {

    /** The columns that rows of this shape may fill. */
    TableSchema schema();

    /** What is to happen where a table cannot hold them all. */
    default EvolutionMode evolution() {
        return EvolutionMode.STRICT;
    }

    /**
     * Whether what is at this path can be kept in another column of the same row, so that rows of this shape need no column
     * for it. What cannot is added to a table in every mode.
     *
     * @param path as {@link FieldPath} writes it
     */
    default boolean mayRescue(String path) {
        return false;
    }

    /**
     * The partition that a row belongs to, as of the Delta protocol, "Partition Value Serialization".
     *
     * @return a value for each of {@code schema().partitionBy()}, in that order; null where the row has none
     */
    default List<@Nullable String> partitionOf(Row row) {
        return List.of();
    }

    /** When the record was made, in milliseconds since 1970-01-01T00:00Z; empty if it does not say. */
    default OptionalLong timestampMs(Row row) {
        return OptionalLong.empty();
    }

    /**
     * Compiles the way from rows of this shape into files of the schema {@code target}.
     *
     * @param target has every column of {@link #schema()}, at any place and depth, with a type that {@linkplain TypeFit holds}
     *     it, except where {@link #mayRescue} is true; it may have more
     */
    RowEmitter emitterFor(TableSchema target);
}
