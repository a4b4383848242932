// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a point in time out of whatever Connect and Debezium hold it in. */
final class EpochMillis {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    private EpochMillis() {}

    /** In milliseconds since 1970-01-01T00:00Z; null if the value is no time. A number without a meaning is milliseconds. */
    @SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
    static @Nullable Long of(@Nullable Schema schema, Object value) {
        if (value instanceof Date date) {
            return date.getTime();
        }
        if (value instanceof String text) {
            return parsed(text);
        }
        if (!(value instanceof Long || value instanceof Integer)) {
            return null;
        }
        long number = ((Number) value).longValue();
        String meaning = schema == null || schema.name() == null ? "" : schema.name();
        return switch (meaning) {
            case "io.debezium.time.Date" -> number * DAY_MS;
            case "io.debezium.time.MicroTimestamp" -> Math.floorDiv(number, 1_000L);
            case "io.debezium.time.NanoTimestamp" -> Math.floorDiv(number, 1_000_000L);
            case "", "io.debezium.time.Timestamp" -> number;
            default -> null;
        };
    }

    private static @Nullable Long parsed(String text) {
        try {
            if (text.length() == "2026-11-24".length()) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            }
            return text.endsWith("Z")
                    ? Long.valueOf(Instant.parse(text).toEpochMilli())
                    : Long.valueOf(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            // Some other text: it has a partition all the same.
            return null;
        }
    }
}
