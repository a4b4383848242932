// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a value on its way to a partition. Times are in UTC. What a transform cannot read becomes null, which is a
 * partition of its own: no row is lost, and none is refused, for want of one.
 *
 * @param width of {@code truncate} and {@code bucket}
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#partition-value-serialization">Delta protocol,
 *     Partition Value Serialization</a>
 */
record PartitionTransform(Kind kind, int width) {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH", Locale.ROOT);
    private static final int MIN_YEAR = 1;
    private static final int MAX_YEAR = 9999;

    enum Kind {
        IDENTITY(Primitive.STRING),
        YEAR(Primitive.INTEGER),
        MONTH(Primitive.STRING),
        DAY(Primitive.DATE),
        HOUR(Primitive.STRING),
        TRUNCATE(Primitive.STRING),
        BUCKET(Primitive.INTEGER);

        private final Primitive type;

        Kind(Primitive type) {
            this.type = type;
        }

        private boolean hasWidth() {
            return this == TRUNCATE || this == BUCKET;
        }
    }

    static PartitionTransform identity() {
        return new PartitionTransform(Kind.IDENTITY, 0);
    }

    /** @throws IllegalArgumentException if there is no such transform */
    static PartitionTransform parse(String name, @Nullable String width, String whole) {
        for (Kind kind : Kind.values()) {
            boolean fits = kind.hasWidth() ? width != null && Integer.parseInt(width) > 0 : width == null;
            if (kind.name().toLowerCase(Locale.ROOT).equals(name) && fits) {
                return new PartitionTransform(kind, width == null ? 0 : Integer.parseInt(width));
            }
        }
        throw new IllegalArgumentException("'" + whole
                + "' has no transform that is known: year, month, day, hour, identity, truncate[n], bucket[n]");
    }

    ColumnType type() {
        return kind.type;
    }

    /** Of a time, in milliseconds since 1970-01-01T00:00Z. */
    @Nullable String ofMillis(long millis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        return switch (kind) {
            case YEAR -> inRange(time) ? String.valueOf(time.getYear()) : null;
            case MONTH -> inRange(time) ? MONTH.format(time) : null;
            case DAY -> inRange(time) ? DAY.format(time) : null;
            case HOUR -> inRange(time) ? HOUR.format(time) : null;
            case IDENTITY, TRUNCATE, BUCKET -> of(null, millis);
        };
    }

    @Nullable String of(@Nullable Schema schema, Object value) {
        return switch (kind) {
            case IDENTITY -> text(value);
            case TRUNCATE -> truncated(value);
            case BUCKET -> {
                String text = text(value);
                yield text == null ? null : String.valueOf(bucket(text));
            }
            case YEAR, MONTH, DAY, HOUR -> {
                Long millis = EpochMillis.of(schema, value);
                yield millis == null ? null : ofMillis(millis);
            }
        };
    }

    private static boolean inRange(LocalDateTime time) {
        return time.getYear() >= MIN_YEAR && time.getYear() <= MAX_YEAR;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    /** The protocol knows no difference between an empty text and none. */
    private static @Nullable String text(Object value) {
        boolean hasText =
                isWhole(value) || value instanceof Boolean || (value instanceof String text && !text.isEmpty());
        return hasText ? value.toString() : null;
    }

    private @Nullable String truncated(Object value) {
        if (isWhole(value)) {
            long number = ((Number) value).longValue();
            return String.valueOf(number - Math.floorMod(number, (long) width));
        }
        String text = text(value);
        return text == null || text.codePointCount(0, text.length()) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width));
    }

    private long bucket(String text) {
        CRC32 hash = new CRC32();
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % width;
    }
}
