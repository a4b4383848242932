// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.UnfitValueException;
import dev.alluvium.connect.sink.core.ValueConsumer;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Emits what Connect holds as {@link Date}, a count of milliseconds, in the unit of its column. */
@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class DateEmitters {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
    private static final long MAX_MS = Long.MAX_VALUE / 1_000;
    private static final long MIN_MS = Long.MIN_VALUE / 1_000;

    private static final String CURE = ". Mend it at the source or by a transform (TimestampConverter)";

    private DateEmitters() {}

    static ValueEmitter days(String path) {
        return new Days(EpochRange.days(path), "Field '" + path + "' is a date with a time of day" + CURE);
    }

    static ValueEmitter millisOfDay(String path) {
        return new MillisOfDay("Field '" + path + "' is a time outside of one day" + CURE);
    }

    static ValueEmitter instant(String path) {
        return new Instants(EpochRange.millis(path));
    }

    /** Milliseconds as microseconds, since 1970-01-01T00:00Z. */
    static long micros(long ms, String path) {
        if (ms > MAX_MS || ms < MIN_MS) {
            throw new UnfitValueException("Field '" + path + "' is too far away for a TIMESTAMP in microseconds");
        }
        return ms * 1_000;
    }

    private record Days(EpochRange epoch, String timeOfDay) implements ValueEmitter {

        @Override
        public void emit(Object value, ValueConsumer out) {
            long ms = ((Date) value).getTime();
            if (Math.floorMod(ms, DAY_MS) != 0) {
                throw new UnfitValueException(timeOfDay);
            }
            epoch.emit(Math.floorDiv(ms, DAY_MS), out);
        }

        @Override
        public boolean mayMisfit() {
            return true;
        }

        @Override
        public @Nullable String misfit(Object value) {
            long ms = ((Date) value).getTime();
            return Math.floorMod(ms, DAY_MS) != 0 ? timeOfDay : epoch.misfit(Math.floorDiv(ms, DAY_MS));
        }
    }

    private record MillisOfDay(String outside) implements ValueEmitter {

        @Override
        public void emit(Object value, ValueConsumer out) {
            if (misfit(value) != null) {
                throw new UnfitValueException(outside);
            }
            out.intValue((int) ((Date) value).getTime());
        }

        @Override
        public boolean mayMisfit() {
            return true;
        }

        @Override
        public @Nullable String misfit(Object value) {
            long ms = ((Date) value).getTime();
            return ms < 0 || ms >= DAY_MS ? outside : null;
        }
    }

    private record Instants(EpochRange epoch) implements ValueEmitter {

        @Override
        public void emit(Object value, ValueConsumer out) {
            epoch.emit(((Date) value).getTime(), out);
        }

        @Override
        public boolean mayMisfit() {
            return true;
        }

        @Override
        public @Nullable String misfit(Object value) {
            return epoch.misfit(((Date) value).getTime());
        }
    }
}
