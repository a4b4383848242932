// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * A predicate of Kafka Connect: whether the record says that a row was deleted, in Debezium's envelope or as ExtractNewRecordState
 * rewrites it. A tombstone does not say so: Connect's own RecordIsTombstone knows those.
 */
public final class IsDelete<R extends ConnectRecord<R>> extends RecordPredicate<R> {
    public static final String OVERVIEW_DOC =
            "True for Debezium's deletes, in an envelope or rewritten by ExtractNewRecordState.";

    @Override
    public boolean test(R record) {
        return Envelope.isDelete(record.valueSchema(), record.value());
    }
}
