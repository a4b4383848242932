// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * One Kafka record on its way into one table.
 *
 * @param table where it belongs
 * @param session the run of reading that delivered it
 * @param offset its original offset in {@code session.source()}
 * @param shape what rows like it have in common
 * @param content the record itself, known to {@code shape} alone
 * @param sizeBytes an estimate of the memory it holds
 */
public record Row(TableName table, Session session, long offset, RowShape shape, Object content, int sizeBytes) {

    public SourcePartition source() {
        return session.source();
    }

    /** The same record on its way into another table. */
    public Row in(TableName other) {
        return new Row(other, session, offset, shape, content, sizeBytes);
    }
}
