// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * A predicate of Kafka Connect: whether a quality gate in front found something wrong with the record, by its headers.
 */
public final class HasViolation<R extends ConnectRecord<R>> extends RecordPredicate<R> {
    public static final String OVERVIEW_DOC =
            "True for records that a quality gate in front found something wrong with.";

    @Override
    public boolean test(R record) {
        return record.headers().lastWithName(Verdict.VERDICT) != null;
    }
}
