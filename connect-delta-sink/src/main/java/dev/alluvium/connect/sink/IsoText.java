// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;

/** Writes what Connect holds as {@link Date} the way ISO 8601 does. */
@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class IsoText {

    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    private IsoText() {}

    /**
     * @param schema tells whether it is a date, a time or both; both if there is none, or if a date has a time of day or a
     *     time lies outside of one day, so that nothing of it is lost
     */
    static String of(@Nullable Schema schema, Date date) {
        Instant instant = Instant.ofEpochMilli(date.getTime());
        String meaning = schema == null ? null : schema.name();
        if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(meaning)
                && Math.floorMod(date.getTime(), DAY_MS) == 0) {
            return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
        if (Time.LOGICAL_NAME.equals(meaning) && date.getTime() >= 0 && date.getTime() < DAY_MS) {
            return instant.atOffset(ZoneOffset.UTC).toLocalTime().toString();
        }
        return instant.toString();
    }
}
