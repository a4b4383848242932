// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.TableName;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns records into rows: finds the shape, looks at no value. Used by the task's thread alone. */
final class RecordReader {
    private final RecordShapes shapes;

    /** Knows Debezium's own placeholder, and lets tables evolve. */
    RecordReader(long epoch) {
        this(epoch, Placeholder.of(Placeholder.DEFAULT), EvolutionMode.EVOLVE);
    }

    /** @param epoch stands on each row, see {@link dev.alluvium.connect.sink.core.TxnIdentity#epoch()} */
    RecordReader(long epoch, Placeholder placeholder, EvolutionMode evolution) {
        this.shapes = new RecordShapes(epoch, placeholder, evolution);
    }

    /**
     * Makes the row that {@code record} becomes in {@code table}. The record is kept, not copied: it must not change.
     *
     * @param session the run of reading of the record's original topic-partition
     * @throws DataException if no table can take the record's schema
     */
    Row read(SinkRecord record, Session session, TableName table) {
        try {
            RecordShape shape = shapes.shapeOf(record);
            return new Row(table, session, record.originalKafkaOffset(), shape, record, shape.sizeBytes(record));
        } catch (DataException e) {
            throw new DataException(
                    session.source() + ", offset " + record.originalKafkaOffset() + ", table " + table + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** How many shapes were made so far: it stands still once each schema was seen. */
    long shapesMade() {
        return shapes.made();
    }
}
