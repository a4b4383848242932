// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.Locale;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** The part of a record that a transform is about. */
enum Side {
    KEY {
        @Override
        @Nullable Schema schema(ConnectRecord<?> record) {
            return record.keySchema();
        }

        @Override
        @Nullable Object value(ConnectRecord<?> record) {
            return record.key();
        }

        @Override
        <R extends ConnectRecord<R>> R with(
                R record, String topic, @Nullable Schema schema, @Nullable Object value, Headers headers) {
            return record.newRecord(
                    topic,
                    record.kafkaPartition(),
                    schema,
                    value,
                    record.valueSchema(),
                    record.value(),
                    record.timestamp(),
                    headers);
        }
    },
    VALUE {
        @Override
        @Nullable Schema schema(ConnectRecord<?> record) {
            return record.valueSchema();
        }

        @Override
        @Nullable Object value(ConnectRecord<?> record) {
            return record.value();
        }

        @Override
        <R extends ConnectRecord<R>> R with(
                R record, String topic, @Nullable Schema schema, @Nullable Object value, Headers headers) {
            return record.newRecord(
                    topic,
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    schema,
                    value,
                    record.timestamp(),
                    headers);
        }
    };

    abstract @Nullable Schema schema(ConnectRecord<?> record);

    abstract @Nullable Object value(ConnectRecord<?> record);

    /** A record with other contents on this side. The one given stays as it is. */
    abstract <R extends ConnectRecord<R>> R with(
            R record, String topic, @Nullable Schema schema, @Nullable Object value, Headers headers);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
