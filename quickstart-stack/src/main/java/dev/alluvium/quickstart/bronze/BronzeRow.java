// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One row of a bronze table as plain Java values: text as {@code String}, numbers boxed, decimals as {@code BigDecimal},
 * timestamps as {@code Instant}, dates as {@code LocalDate}, binaries as {@code byte[]}, structs as {@code Map},
 * arrays as {@code List}.
 */
public record BronzeRow(Map<String, @Nullable Object> columns) {
    private static final String KAFKA = "_kafka";

    /** The topic-partition that the record came from. */
    public TopicPartition partition() {
        return new TopicPartition((String) kafka("topic"), ((Number) kafka("partition")).intValue());
    }

    /** The record's offset. */
    public long offset() {
        return ((Number) kafka("offset")).longValue();
    }

    /** A column of any type; empty if it is null, or if the table has no such column. */
    public Optional<Object> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** A text column; empty if it is null. */
    public Optional<String> text(String name) {
        return column(name).map(String.class::cast);
    }

    /** A struct column; empty if it is null. */
    @SuppressWarnings("unchecked") // BronzeReader puts no other map there.
    public Optional<Map<String, @Nullable Object>> struct(String name) {
        return column(name).map(value -> (Map<String, @Nullable Object>) value);
    }

    /** A field of {@code _kafka} that is not null. */
    public Object kafka(String field) {
        Object value = struct(KAFKA).map(kafka -> kafka.get(field)).orElse(null);
        if (value == null) {
            throw new IllegalStateException("a row has no " + KAFKA + "." + field + ": it is not from the sink");
        }
        return value;
    }
}
