// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.Placeholder;
import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.TableName;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns records into rows: finds the shape, looks at no value. Used by the task's thread alone. */
final class RecordReader {
    private final Shapes shapes;

    /** Knows Debezium's own placeholder, and lets tables evolve. */
    RecordReader() {
        this(Placeholder.of(Placeholder.DEFAULT), EvolutionMode.EVOLVE);
    }

    RecordReader(Placeholder placeholder, EvolutionMode evolution) {
        this(new RecordShapes(placeholder, evolution));
    }

    RecordReader(Shapes shapes) {
        this.shapes = shapes;
    }

    /**
     * Makes the row that {@code record} becomes in {@code table}. The record is kept, not copied: it must not change.
     *
     * @param session the run of reading of the record's original topic-partition
     * @throws BadRecordException if no table can take the record
     */
    Row read(SinkRecord record, Session session, TableName table) {
        ReadShape shape = shapeOf(record);
        Row row = new Row(table, session, record.originalKafkaOffset(), shape, record, shape.sizeBytes(record));
        Doubt doubt = shape.doubt(record);
        if (doubt != null) {
            judge(row, shape, doubt);
        }
        return row;
    }

    private ReadShape shapeOf(SinkRecord record) {
        try {
            return shapes.shapeOf(record);
        } catch (DataException e) {
            throw new BadRecordException(BadRecordException.Stage.SCHEMA, null, String.valueOf(e.getMessage()), e);
        }
    }

    private static void judge(Row row, ReadShape shape, Doubt doubt) {
        if (doubt.isCertain()) {
            throw new BadRecordException(BadRecordException.Stage.VALUE, doubt.path(), doubt.text(), null);
        }
        try {
            shape.rehearse(row);
        } catch (RuntimeException e) {
            // Whatever it is: the record made it, and would make it again in the middle of a file.
            throw new BadRecordException(BadRecordException.Stage.VALUE, doubt.path(), doubt.text(), e);
        }
    }

    /** How many rows had something rescued, those read again included. Safe for use by any thread. */
    long rescuedRows() {
        return shapes.rescuedRows();
    }

    /** How many shapes were made so far: it stands still once each schema was seen. */
    long shapesMade() {
        return shapes.made();
    }
}
