// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lines of web servers in the common or the combined format, with whatever stands behind it.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/logs.html#accesslog">Apache, access log</a>
 */
final class AccessLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int MAX_STATUS_DIGITS = 3;
    private static final int MAX_BYTES_DIGITS = 18;

    private AccessLog() {}

    static LineFields read(String line) {
        LineScanner scanner = new LineScanner(line);
        LineFields fields = new LineFields();
        fields.put("remote_host", scanner.told("the remote host"));
        scanner.word("the identity");
        fields.put("remote_user", scanner.told("the user"));
        fields.put("time", time(scanner));
        request(scanner.quoted("the request"), fields);
        scanner.expect(' ', "the status");
        int at = scanner.at();
        fields.put("status", (int) LineScanner.number(scanner.word("the status"), MAX_STATUS_DIGITS, "the status", at));
        at = scanner.at();
        String bytes = scanner.told("the size");
        fields.put("bytes", bytes == null ? null : LineScanner.number(bytes, MAX_BYTES_DIGITS, "the size", at));
        if (scanner.peek() == '"') {
            fields.put("referer", told(scanner.quoted("the referer")));
            scanner.take(' ');
            if (scanner.peek() == '"') {
                fields.put("user_agent", told(scanner.quoted("the user agent")));
                scanner.take(' ');
            }
        }
        fields.put("rest", scanner.isAtEnd() ? null : scanner.rest());
        return fields;
    }

    private static Instant time(LineScanner scanner) {
        int at = scanner.at();
        scanner.expect('[', "the time");
        String text = scanner.until(']');
        scanner.expect(']', "the bracket behind the time");
        scanner.expect(' ', "the request");
        try {
            return OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeException e) {
            throw new LineException("the time is none", at);
        }
    }

    /** Whatever a client sends in place of a request is kept as it is. */
    private static void request(String request, LineFields fields) {
        fields.put("request", told(request));
        String[] words = request.split(" ", -1);
        if (words.length == 3) {
            fields.put("method", words[0]);
            fields.put("path", words[1]);
            fields.put("protocol", words[2]);
        }
    }

    private static @Nullable String told(String text) {
        return text.equals("-") ? null : text;
    }
}
