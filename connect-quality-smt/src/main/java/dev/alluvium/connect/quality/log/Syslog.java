// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of syslog, of either kind.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5424#section-6">RFC 5424</a> and
 *     <a href="https://www.rfc-editor.org/rfc/rfc3164#section-4.1">RFC 3164</a>
 */
final class Syslog {
    private static final int MAX_PRIORITY = 191;
    private static final int SEVERITIES = 8;
    /** As {@code Oct 11 22:14:15}, of which nobody knows the year. */
    private static final int OLD_TIME_LENGTH = 15;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Syslog() {}

    /**
     * @param atMs when the line was sent at about, in milliseconds since 1970 in UTC; without it a time that has no year is not told
     * @param zone of times that have none
     */
    static LineFields read(String line, @Nullable Long atMs, ZoneId zone) {
        LineScanner scanner = new LineScanner(line);
        LineFields fields = new LineFields();
        scanner.expect('<', "the priority");
        long priority = LineScanner.number(scanner.until('>'), 3, "the priority", 1);
        scanner.expect('>', "the bracket behind the priority");
        if (priority > MAX_PRIORITY) {
            throw new LineException("the priority is above " + MAX_PRIORITY, 1);
        }
        fields.put("facility", (int) priority / SEVERITIES);
        fields.put("severity", (int) priority % SEVERITIES);
        if (scanner.peek() == '1') {
            structured(scanner, fields);
        } else {
            old(scanner, fields, atMs, zone);
        }
        return fields;
    }

    private static void structured(LineScanner scanner, LineFields fields) {
        scanner.word("the version");
        int at = scanner.at();
        String time = scanner.told("the time");
        fields.put("time", time == null ? null : time(time, at));
        fields.put("host", scanner.told("the host"));
        fields.put("app", scanner.told("the application"));
        fields.put("proc_id", scanner.told("the process"));
        fields.put("msg_id", scanner.told("the message's id"));
        if (!scanner.take('-')) {
            fields.put("structured_data", elements(scanner));
        }
        if (scanner.take(' ')) {
            if (scanner.peek() == BYTE_ORDER_MARK) {
                scanner.take(BYTE_ORDER_MARK);
            }
            fields.put("message", scanner.rest());
        } else if (!scanner.isAtEnd()) {
            throw new LineException("the blank in front of the message is missing", scanner.at());
        }
    }

    private static Instant time(String text, int at) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new LineException("the time is none", at);
        }
    }

    private static Map<String, Map<String, String>> elements(LineScanner scanner) {
        Map<String, Map<String, String>> elements = new LinkedHashMap<>();
        do {
            scanner.expect('[', "the structured data");
            Map<String, String> parameters = new LinkedHashMap<>();
            StringBuilder id = new StringBuilder();
            while (scanner.peek() != ' ' && scanner.peek() != ']' && !scanner.isAtEnd()) {
                id.append(scanner.peek());
                scanner.take(scanner.peek());
            }
            while (scanner.take(' ')) {
                String name = scanner.until('=');
                scanner.expect('=', "the value of a parameter");
                parameters.put(name, scanner.quoted("the value of a parameter"));
            }
            scanner.expect(']', "the bracket behind an element");
            elements.put(id.toString(), parameters);
        } while (scanner.peek() == '[');
        return elements;
    }

    private static void old(LineScanner scanner, LineFields fields, @Nullable Long atMs, ZoneId zone) {
        int at = scanner.at();
        String rest = scanner.rest();
        if (rest.length() <= OLD_TIME_LENGTH || rest.charAt(OLD_TIME_LENGTH) != ' ') {
            throw new LineException("the time is missing", at);
        }
        fields.put("time", oldTime(rest.substring(0, OLD_TIME_LENGTH), atMs, zone, at));
        LineScanner behind = new LineScanner(rest.substring(OLD_TIME_LENGTH + 1));
        fields.put("host", behind.word("the host"));
        String content = behind.rest();
        int end = 0;
        while (end < content.length()
                && (Character.isLetterOrDigit(content.charAt(end)) || "_-./".indexOf(content.charAt(end)) >= 0)) {
            end++;
        }
        LineScanner tail = new LineScanner(content.substring(end));
        String process = tail.take('[') ? tail.until(']') : null;
        boolean isTag = end > 0 && (process == null || tail.take(']')) && tail.take(':');
        if (isTag) {
            fields.put("app", content.substring(0, end));
            fields.put("proc_id", process);
            tail.take(' ');
        }
        fields.put("message", isTag ? tail.rest() : content);
    }

    /** The year is the one that brings the time nearest to when the line was sent. */
    private static @Nullable Instant oldTime(String text, @Nullable Long atMs, ZoneId zone, int at) {
        if (atMs == null) {
            return null;
        }
        ZonedDateTime sent = Instant.ofEpochMilli(atMs).atZone(zone);
        Instant nearest = null;
        for (int year = sent.getYear() - 1; year <= sent.getYear() + 1; year++) {
            Instant candidate = inYear(text, year, zone);
            if (candidate != null && (nearest == null || distance(candidate, atMs) < distance(nearest, atMs))) {
                nearest = candidate;
            }
        }
        if (nearest == null) {
            throw new LineException("the time is none", at);
        }
        return nearest;
    }

    private static long distance(Instant candidate, long atMs) {
        return Math.abs(candidate.toEpochMilli() - atMs);
    }

    /** @return null in a year that has no such day */
    private static @Nullable Instant inYear(String text, int year, ZoneId zone) {
        DateTimeFormatter format = new DateTimeFormatterBuilder()
                .appendPattern("MMM ppd HH:mm:ss")
                .parseDefaulting(ChronoField.YEAR, year)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
        try {
            return LocalDateTime.parse(text, format).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
