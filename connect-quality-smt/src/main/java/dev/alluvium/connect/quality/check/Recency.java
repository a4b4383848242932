// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Moments that are neither ahead of the clock nor too old: Connect's timestamps, whole numbers since 1970 in UTC, and texts with an
 * offset as {@code 2026-11-27T10:00:00Z}.
 *
 * @param maxAheadMs how far ahead a moment may be, for clocks differ
 * @param maxAgeMs how old, at most; {@link Long#MAX_VALUE} for any age
 * @param unit of whole numbers
 * @param nowMs the clock, in milliseconds since 1970 in UTC
 */
public record Recency(long maxAheadMs, long maxAgeMs, TimeUnit unit, LongSupplier nowMs) implements ValueCheck {
    @Override
    @SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
    public boolean holdsFor(Object value) {
        if (value instanceof Date date) {
            return isRecent(date.getTime());
        } else if (ValueType.isWhole(value)) {
            return isRecent(unit.toMillis(((Number) value).longValue()));
        } else if (value instanceof String text) {
            try {
                return isRecent(OffsetDateTime.parse(text).toInstant().toEpochMilli());
            } catch (DateTimeException | ArithmeticException noMoment) {
                return false;
            }
        }
        return false;
    }

    private boolean isRecent(long atMs) {
        long now = nowMs.getAsLong();
        return atMs <= now + maxAheadMs && (maxAgeMs == Long.MAX_VALUE || atMs >= now - maxAgeMs);
    }
}
