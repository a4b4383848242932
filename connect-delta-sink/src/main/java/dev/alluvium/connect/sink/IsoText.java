// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;

/** Writes what Connect holds as {@link Date} the way ISO 8601 does. */
@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
final class IsoText {

    private IsoText() {}

    /** @param schema tells whether it is a date, a time or both; both if there is none */
    static String of(@Nullable Schema schema, Date date) {
        Instant instant = Instant.ofEpochMilli(date.getTime());
        String meaning = schema == null ? null : schema.name();
        if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(meaning)) {
            return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
        if (Time.LOGICAL_NAME.equals(meaning)) {
            return instant.atOffset(ZoneOffset.UTC).toLocalTime().toString();
        }
        return instant.toString();
    }
}
