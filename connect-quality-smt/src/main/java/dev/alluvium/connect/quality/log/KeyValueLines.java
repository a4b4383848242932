// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.log;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of keys and values, as logfmt or as JSON: all of them as texts, and time, level and message by the names that most give them.
 *
 * @see <a href="https://brandur.org/logfmt">logfmt</a> and <a href="https://jsonlines.org">JSON Lines</a>
 */
final class KeyValueLines {
    private static final List<String> TIME = List.of("time", "timestamp", "@timestamp", "ts", "t");
    private static final List<String> LEVEL = List.of("level", "severity", "lvl", "log.level");
    private static final List<String> MESSAGE = List.of("message", "msg");
    /** Numbers stay as they are written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private KeyValueLines() {}

    static LineFields logfmt(String line) {
        LineScanner scanner = new LineScanner(line);
        Map<String, String> pairs = new LinkedHashMap<>();
        scanner.skipBlanks();
        while (!scanner.isAtEnd()) {
            StringBuilder key = new StringBuilder();
            while (!scanner.isAtEnd() && " =\"".indexOf(scanner.peek()) < 0) {
                key.append(scanner.peek());
                scanner.take(scanner.peek());
            }
            if (key.isEmpty()) {
                throw new LineException("a key is missing", scanner.at());
            }
            // A key alone is a flag.
            String value = !scanner.take('=')
                    ? "true"
                    : scanner.peek() == '"' ? scanner.quoted("a value") : scanner.until(' ');
            if (!scanner.isAtEnd()) {
                scanner.expect(' ', "the blank behind a value");
            }
            scanner.skipBlanks();
            pairs.put(key.toString(), value);
        }
        if (pairs.isEmpty()) {
            throw new LineException("a key is missing", 0);
        }
        return fields(pairs);
    }

    static LineFields json(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new LineException("it is no JSON", column - 1);
        }
        if (!node.isObject()) {
            throw new LineException("it is no JSON object", 0);
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (!value.isNull()) {
                pairs.put(field.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
        return fields(pairs);
    }

    private static LineFields fields(Map<String, String> pairs) {
        LineFields fields = new LineFields();
        String time = first(TIME, pairs);
        fields.put("time", time == null ? null : time(time));
        fields.put("level", first(LEVEL, pairs));
        fields.put("message", first(MESSAGE, pairs));
        fields.put("fields", pairs);
        return fields;
    }

    private static @Nullable String first(List<String> names, Map<String, String> pairs) {
        return names.stream()
                .filter(pairs::containsKey)
                .findFirst()
                .map(pairs::get)
                .orElse(null);
    }

    /** @return null if it is written in some other way; it is among the fields as it is */
    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
