// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.connect.sink.core.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.column.statistics.BinaryStatistics;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.FloatStatistics;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The least and the greatest value of a leaf column as the Delta log writes them: never tighter than the data, and left
 * out where JSON or readers could not tell them. Null where there is no such bound.
 */
record Bounds(@Nullable JsonNode least, @Nullable JsonNode greatest) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long MICROS_PER_MILLI = 1_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final long FIRST_MS =
            FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    private static final long LAST_MS =
            LAST_DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() - 1;

    static Optional<Bounds> of(ColumnType type, Statistics<?> statistics) {
        if (!statistics.hasNonNullValue()) {
            return Optional.empty();
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return Optional.of(decimals(decimal, statistics));
        }
        return type instanceof ColumnType.Primitive primitive ? primitives(primitive, statistics) : Optional.empty();
    }

    void put(String column, ObjectNode min, ObjectNode max) {
        if (least != null) {
            min.set(column, least);
        }
        if (greatest != null) {
            max.set(column, greatest);
        }
    }

    private static Optional<Bounds> primitives(ColumnType.Primitive type, Statistics<?> statistics) {
        return switch (type) {
            case BYTE, SHORT, INTEGER -> {
                IntStatistics ints = (IntStatistics) statistics;
                yield Optional.of(new Bounds(JSON.numberNode(ints.getMin()), JSON.numberNode(ints.getMax())));
            }
            case LONG -> {
                LongStatistics longs = (LongStatistics) statistics;
                yield Optional.of(new Bounds(JSON.numberNode(longs.getMin()), JSON.numberNode(longs.getMax())));
            }
            case FLOAT -> {
                FloatStatistics floats = (FloatStatistics) statistics;
                yield floating(
                        floats.getMin(),
                        floats.getMax(),
                        JSON.numberNode(floats.getMin()),
                        JSON.numberNode(floats.getMax()));
            }
            case DOUBLE -> {
                DoubleStatistics doubles = (DoubleStatistics) statistics;
                yield floating(
                        doubles.getMin(),
                        doubles.getMax(),
                        JSON.numberNode(doubles.getMin()),
                        JSON.numberNode(doubles.getMax()));
            }
            case STRING -> {
                BinaryStatistics texts = (BinaryStatistics) statistics;
                yield Optional.of(text(
                        texts.genericGetMin().toStringUsingUTF8(),
                        texts.genericGetMax().toStringUsingUTF8()));
            }
            case DATE -> {
                IntStatistics days = (IntStatistics) statistics;
                yield Optional.of(new Bounds(date(days.getMin()), date(days.getMax())));
            }
            case TIMESTAMP -> {
                LongStatistics micros = (LongStatistics) statistics;
                yield Optional.of(new Bounds(
                        instant(Math.floorDiv(micros.getMin(), MICROS_PER_MILLI)), instant(ceiling(micros.getMax()))));
            }
            case BOOLEAN, BINARY -> Optional.empty();
        };
    }

    /** NaN has no place in an order that all readers share, and Infinity none in JSON. */
    private static Optional<Bounds> floating(double least, double greatest, JsonNode min, JsonNode max) {
        if (Double.isNaN(least) || Double.isNaN(greatest)) {
            return Optional.empty();
        }
        return Optional.of(new Bounds(Double.isInfinite(least) ? null : min, Double.isInfinite(greatest) ? null : max));
    }

    private static Bounds text(String least, String greatest) {
        String above = TextBounds.above(greatest);
        return new Bounds(JSON.textNode(TextBounds.below(least)), above == null ? null : JSON.textNode(above));
    }

    private static @Nullable JsonNode date(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        return date.isBefore(FIRST_DAY) || date.isAfter(LAST_DAY) ? null : JSON.textNode(date.toString());
    }

    private static @Nullable JsonNode instant(long ms) {
        return ms < FIRST_MS || ms > LAST_MS ? null : JSON.textNode(MILLISECONDS.format(Instant.ofEpochMilli(ms)));
    }

    private static long ceiling(long micros) {
        long floor = Math.floorDiv(micros, MICROS_PER_MILLI);
        return floor * MICROS_PER_MILLI == micros ? floor : floor + 1;
    }

    private static Bounds decimals(ColumnType.Decimal type, Statistics<?> statistics) {
        return new Bounds(
                JSON.numberNode(decimal(type, statistics.genericGetMin())),
                JSON.numberNode(decimal(type, statistics.genericGetMax())));
    }

    private static BigDecimal decimal(ColumnType.Decimal type, Object unscaled) {
        if (unscaled instanceof Number number) {
            return BigDecimal.valueOf(number.longValue(), type.scale());
        }
        byte[] digits = ((Binary) unscaled).getBytes();
        return new BigDecimal(new BigInteger(digits), type.scale());
    }
}
