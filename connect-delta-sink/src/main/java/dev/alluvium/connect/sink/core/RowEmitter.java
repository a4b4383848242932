// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/** Hands the values of a row to a consumer. Compiled once per shape and file schema; used by one thread. */
@FunctionalInterface
public interface RowEmitter {

    /**
     * Emits the row, from {@link ValueConsumer#startRow()} to {@link ValueConsumer#endRow()}.
     *
     * @throws UnfitValueException if a value does not fit its column; the consumer has then seen half a row
     */
    void emit(Row row, ValueConsumer out);
}
