// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.log.LogFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings of {@link LogLine}. */
final class LogLineConfigDef {
    static final String FORMAT = "format";
    static final String ZONE = "time.zone";

    private static final String GROUP = "Lines";

    private LogLineConfigDef() {}

    static ConfigDef make() {
        return new ConfigDef()
                .define(
                        FORMAT,
                        STRING,
                        NO_DEFAULT_VALUE,
                        CaseInsensitiveValidString.in(Arrays.stream(LogFormat.values())
                                .map(Object::toString)
                                .toArray(String[]::new)),
                        HIGH,
                        "How the lines are written. access: Apache's and nginx's common or combined format, with whatever stands "
                                + "behind it. syslog: RFC 5424, or RFC 3164. logfmt: keys and values. json: an object in "
                                + "each line.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Format")
                .define(
                        ZONE,
                        STRING,
                        "UTC",
                        TextValidator.of(LogLineConfigDef::requireZone, "a time zone, as UTC, +02:00 or Europe/Zurich"),
                        LOW,
                        "The zone of times that have none, as in RFC 3164. Their year is the one that brings them nearest to the "
                                + "record's timestamp.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Time zone");
    }

    private static void requireZone(String text) {
        try {
            ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no time zone: " + e.getMessage(), e);
        }
    }
}
