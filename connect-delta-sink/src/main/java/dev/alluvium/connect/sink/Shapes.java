// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import org.apache.kafka.connect.sink.SinkRecord;

/** Finds the shape of a record, the same one for all records alike. For one thread. */
interface Shapes {

    /** @throws org.apache.kafka.connect.errors.DataException if no table can have the record's schema */
    ReadShape shapeOf(SinkRecord record);

    /** How many rows had something rescued, those read again included. Safe for use by any thread. */
    long rescuedRows();

    /** How many shapes were made so far. */
    long made();
}
