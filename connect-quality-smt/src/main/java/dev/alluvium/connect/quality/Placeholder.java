// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/**
 * What Debezium delivers in place of a value that the source did not tell, such as a large column that an update left alone.
 * It looks like a value, and differently in each type. Safe for use by several threads.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-toasted-values">
 *     Debezium, toasted values</a>
 */
public final class Placeholder {
    /** Debezium's default. */
    public static final String DEFAULT = "__debezium_unavailable_value";

    private static final String HEX_PREFIX = "hex:";

    private final byte[] bytes;
    private final String text;
    /** As a text: itself, the forms of {@code binary.handling.mode}, and an hstore as JSON. */
    private final List<String> texts;

    private final int shortest;
    private final int longest;
    private final String uuid;

    private Placeholder(byte[] bytes) {
        this.bytes = bytes;
        this.text = new String(bytes, StandardCharsets.UTF_8);
        this.texts = List.of(
                text,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                "{\"" + text + "\":\"" + text + "\"}");
        this.shortest = texts.stream().mapToInt(String::length).min().orElseThrow();
        this.longest = texts.stream().mapToInt(String::length).max().orElseThrow();
        this.uuid = UUID.nameUUIDFromBytes(bytes).toString();
    }

    /**
     * @param setting as the source's {@code unavailable.value.placeholder}: a text, or {@code hex:} and bytes in hex digits
     * @throws IllegalArgumentException if it is empty, or not hex
     */
    public static Placeholder of(String setting) {
        byte[] bytes = setting.startsWith(HEX_PREFIX)
                ? HexFormat.of().parseHex(setting.substring(HEX_PREFIX.length()))
                : setting.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("must not be empty");
        }
        return new Placeholder(bytes);
    }

    /** Tells the placeholder from values of {@code schema}; empty if it never stands for them. */
    public Optional<Predicate<Object>> in(Schema schema) {
        return switch (schema.type()) {
            case STRING -> Optional.of(this::isText);
            case BYTES -> Decimal.LOGICAL_NAME.equals(schema.name()) ? Optional.empty() : Optional.of(this::isBytes);
            case ARRAY -> inList(schema.valueSchema());
            case MAP -> schema.keySchema().type() == Schema.Type.STRING ? Optional.of(this::isMap) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether a value of no known schema is the placeholder. */
    boolean is(Object value) {
        if (value instanceof String) {
            return isText(value);
        } else if (value instanceof List<?> list) {
            return list.size() == 1 ? isTextInList(list) || isBytes(list.get(0)) : isNumbers(list);
        }
        return value instanceof Map ? isMap(value) : isBytes(value);
    }

    private Optional<Predicate<Object>> inList(Schema element) {
        return switch (element.type()) {
            case STRING ->
                Optional.of(value -> value instanceof List<?> list && list.size() == 1 && isTextInList(list));
            case BYTES ->
                Optional.of(value -> value instanceof List<?> list && list.size() == 1 && isBytes(list.get(0)));
            case INT32, INT64 -> Optional.of(this::isNumbers);
            default -> Optional.empty();
        };
    }

    private boolean isText(Object value) {
        int length = value instanceof String given ? given.length() : 0;
        return length >= shortest && length <= longest && texts.contains(value);
    }

    private boolean isTextInList(List<?> list) {
        return text.equals(list.get(0)) || uuid.equals(list.get(0));
    }

    private boolean isBytes(Object value) {
        if (value instanceof byte[] array) {
            return array.length == bytes.length && ByteBuffer.wrap(array).equals(ByteBuffer.wrap(bytes));
        }
        return value instanceof ByteBuffer buffer
                && buffer.remaining() == bytes.length
                && buffer.equals(ByteBuffer.wrap(bytes));
    }

    /** An element for each byte. */
    private boolean isNumbers(Object value) {
        if (!(value instanceof List<?> list) || list.size() != bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!(list.get(i) instanceof Number number) || number.longValue() != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isMap(Object value) {
        return value instanceof Map<?, ?> map
                && map.size() == 1
                && text.equals(map.keySet().iterator().next());
    }
}
