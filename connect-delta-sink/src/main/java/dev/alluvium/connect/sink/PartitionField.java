// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One column that tables are partitioned by.
 *
 * @param source {@code ingested}, {@code _kafka.timestamp}, {@code _kafka.topic}, {@code _kafka.partition},
 *     {@code header.<name>}, {@code key}, {@code key.<path>}, or the path of a field of the value
 */
record PartitionField(String column, PartitionTransform transform, String source) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(?:([a-z]+)(?:\\[([0-9]{1,6})])?\\(([^()=]+)\\)|([^()=]+))");
    private static final String INGESTED = "ingested";
    private static final String HEADER = "header.";
    private static final String KEY = "key";

    /** @throws IllegalArgumentException if it is none */
    static PartitionField parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is none of name=source, name=day(source), name=truncate[4](source): a name holds letters, digits and '_'");
        }
        boolean plain = form.group(2) == null;
        PartitionTransform transform =
                plain ? PartitionTransform.identity() : PartitionTransform.parse(form.group(2), form.group(3), text);
        return new PartitionField(form.group(1), transform, (plain ? form.group(5) : form.group(4)).strip());
    }

    @Nullable String of(SinkRecord record, LongSupplier wallClockMs) {
        if (source.equals(INGESTED)) {
            return transform.ofMillis(wallClockMs.getAsLong());
        }
        if (source.startsWith(KafkaColumn.NAME + ".")) {
            return ofOrigin(record, source.substring(KafkaColumn.NAME.length() + 1));
        }
        if (source.startsWith(HEADER)) {
            Header header = record.headers().lastWithName(source.substring(HEADER.length()));
            return header == null ? null : of(header.schema(), header.value());
        }
        if (source.equals(KEY)) {
            return of(record.keySchema(), record.key());
        }
        return source.startsWith(KEY + ".")
                ? ofField(record.keySchema(), record.key(), source.substring(KEY.length() + 1))
                : ofField(record.valueSchema(), record.value(), source);
    }

    private @Nullable String ofOrigin(SinkRecord record, String what) {
        return switch (what) {
            case KafkaColumn.TIMESTAMP -> record.timestamp() == null ? null : transform.ofMillis(record.timestamp());
            case KafkaColumn.TOPIC -> transform.of(null, record.originalTopic());
            case KafkaColumn.PARTITION -> transform.of(null, record.originalKafkaPartition());
            default -> null;
        };
    }

    private @Nullable String ofField(@Nullable Schema schema, @Nullable Object whole, String path) {
        FieldValue found = FieldValue.at(schema, whole, path);
        return of(found.schema(), found.value());
    }

    private @Nullable String of(@Nullable Schema schema, @Nullable Object value) {
        return value == null ? null : transform.of(schema, value);
    }
}
