// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.log;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the lines of a log are written. */
public enum LogFormat {
    /** Apache's and nginx's common or combined format. */
    ACCESS {
        @Override
        LineFields fields(String line, @Nullable Long atMs, ZoneId zone) {
            return AccessLog.read(line);
        }
    },
    /** RFC 5424, and RFC 3164 where it is not. */
    SYSLOG {
        @Override
        LineFields fields(String line, @Nullable Long atMs, ZoneId zone) {
            return Syslog.read(line, atMs, zone);
        }
    },
    LOGFMT {
        @Override
        LineFields fields(String line, @Nullable Long atMs, ZoneId zone) {
            return KeyValueLines.logfmt(line);
        }
    },
    /** An object in each line. */
    JSON {
        @Override
        LineFields fields(String line, @Nullable Long atMs, ZoneId zone) {
            return KeyValueLines.json(line);
        }
    };

    /**
     * What was read of a line.
     *
     * @param fields texts, {@code Integer}, {@code Long}, {@link java.time.Instant}, and maps with texts as keys, by name
     * @param error what is wrong with the line, without a word of it; empty if nothing is
     */
    public record Line(Map<String, Object> fields, Optional<String> error) {
        public Line {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * Reads a line; never throws.
     *
     * @param atMs when it was sent at about, in milliseconds since 1970 in UTC, null if nobody knows
     * @param zone of times that have none
     */
    public Line read(String line, @Nullable Long atMs, ZoneId zone) {
        try {
            return new Line(fields(line, atMs, zone).values(), Optional.empty());
        } catch (LineException e) {
            return new Line(Map.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    abstract LineFields fields(String line, @Nullable Long atMs, ZoneId zone);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
