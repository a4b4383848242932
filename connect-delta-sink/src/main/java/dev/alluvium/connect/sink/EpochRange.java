// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts since 1970 that a DATE or TIMESTAMP takes: those in the years from 1 to 9999. Python knows no others, and Trino
 * fails a whole query over a TIMESTAMP as far away as PostgreSQL's {@code infinity}.
 */
final class EpochRange {
    /** 0001-01-01. */
    static final int FIRST_DAY = -719_162;
    /** 9999-12-31. */
    static final int LAST_DAY = 2_932_896;

    private final long first;
    private final long last;
    private final long factor;
    private final boolean date;
    private final String misfit;

    /** @param perDay how many counts a day has */
    private EpochRange(long perDay, long factor, boolean date, String path) {
        this.first = FIRST_DAY * perDay;
        this.last = (LAST_DAY + 1) * perDay - 1;
        this.factor = factor;
        this.date = date;
        this.misfit = "Field '" + path + "' lies outside of the years 1 to 9999 that a " + (date ? "DATE" : "TIMESTAMP")
                + " holds. Mend it at the source or by a transform";
    }

    /** From days to a DATE. */
    static EpochRange days(String path) {
        return new EpochRange(1, 1, true, path);
    }

    /** From milliseconds to a TIMESTAMP. */
    static EpochRange millis(String path) {
        return new EpochRange(TimeUnit.DAYS.toMillis(1), TimeUnit.MILLISECONDS.toMicros(1), false, path);
    }

    /** From microseconds to a TIMESTAMP. */
    static EpochRange micros(String path) {
        return new EpochRange(TimeUnit.DAYS.toMicros(1), 1, false, path);
    }

    void emit(long count, ValueConsumer out) {
        if (count < first || count > last) {
            throw new UnfitValueException(misfit);
        }
        if (date) {
            out.intValue((int) count);
        } else {
            out.longValue(count * factor);
        }
    }

    /** @see ValueEmitter#misfit */
    @Nullable String misfit(long count) {
        return count < first || count > last ? misfit : null;
    }
}
