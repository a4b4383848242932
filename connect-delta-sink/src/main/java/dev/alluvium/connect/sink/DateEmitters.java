// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** Emits what Connect holds as {@link Date}, a count of milliseconds, in the unit of its column. */
@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class DateEmitters {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
    private static final long MAX_MS = Long.MAX_VALUE / 1_000;
    private static final long MIN_MS = Long.MIN_VALUE / 1_000;

    private DateEmitters() {}

    static ValueEmitter days(String path) {
        return (value, out) -> {
            long ms = ((Date) value).getTime();
            long days = Math.floorDiv(ms, DAY_MS);
            if (days * DAY_MS != ms || (int) days != days) {
                throw unfit(path, "is a date with a time of day, or too far away for a DATE");
            }
            out.intValue((int) days);
        };
    }

    static ValueEmitter millisOfDay(String path) {
        return (value, out) -> {
            long ms = ((Date) value).getTime();
            if (ms < 0 || ms >= DAY_MS) {
                throw unfit(path, "is a time outside of one day");
            }
            out.intValue((int) ms);
        };
    }

    static ValueEmitter micros(String path) {
        return (value, out) -> out.longValue(micros(((Date) value).getTime(), path));
    }

    /** Milliseconds as microseconds, since 1970-01-01T00:00Z. */
    static long micros(long ms, String path) {
        if (ms > MAX_MS || ms < MIN_MS) {
            throw unfit(path, "is too far away for a TIMESTAMP in microseconds");
        }
        return ms * 1_000;
    }

    private static UnfitValueException unfit(String path, String fault) {
        return new UnfitValueException(
                "Field '" + path + "' " + fault + ". Mend it at the source or by a transform (TimestampConverter)");
    }
}
