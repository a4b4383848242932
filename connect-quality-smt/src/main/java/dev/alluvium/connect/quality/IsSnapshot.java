// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * A predicate of Kafka Connect: whether the record was read in a snapshot, in Debezium's envelope or, with {@code add.fields=op}, as
 * ExtractNewRecordState flattens it.
 */
public final class IsSnapshot<R extends ConnectRecord<R>> extends RecordPredicate<R> {
    public static final String OVERVIEW_DOC =
            "True for what Debezium read in a snapshot, in an envelope or flattened with add.fields=op.";

    @Override
    public boolean test(R record) {
        return Envelope.isSnapshot(record.valueSchema(), record.value());
    }
}
