// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A shape whose rows are records: what the thread that reads records asks of it, before anything is encoded. */
interface ReadShape extends RowShape {

    /** An estimate, without a walk through the record. To be asked once per record. */
    int sizeBytes(SinkRecord record);

    /** What may keep the record from becoming a row; null if nothing does. */
    @Nullable Doubt doubt(SinkRecord record);

    /**
     * Emits the row to nobody, as if into a table that has just its columns.
     *
     * @throws RuntimeException of any kind, if the record cannot become a row of any table
     */
    void rehearse(Row row);
}
