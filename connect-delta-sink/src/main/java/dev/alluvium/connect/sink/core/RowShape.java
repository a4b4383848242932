// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * What all records of one schema have in common: found once per schema, never per record.
 *
 * <p>Shapes are compared by identity. The edge that made a shape knows what the content of its rows is; nobody else does.
 */
public interface RowShape {

    /** The columns that rows of this shape may fill. */
    TableSchema schema();

    /**
     * Compiles the way from rows of this shape into files of the schema {@code target}.
     *
     * @param target has every column of {@link #schema()} with the same type, at any place and depth, and may have more
     */
    RowEmitter emitterFor(TableSchema target);
}
