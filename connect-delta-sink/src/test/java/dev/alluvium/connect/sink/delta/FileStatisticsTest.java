// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.core.TestRows.column;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.ColumnType.Decimal;
import dev.alluvium.connect.sink.core.ColumnType.ListOf;
import dev.alluvium.connect.sink.core.ColumnType.MapOf;
import dev.alluvium.connect.sink.core.ColumnType.Primitive;
import dev.alluvium.connect.sink.core.ColumnType.Struct;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatisticsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path warehouse;

    @Test
    void boundsNumbers() throws IOException {
        assertThat(bounds(Primitive.BYTE, 3, -128, 127)).isEqualTo("-128..127");
        assertThat(bounds(Primitive.SHORT, 3, -300)).isEqualTo("-300..3");
        assertThat(bounds(Primitive.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .isEqualTo("-2147483648..2147483647");
        assertThat(bounds(Primitive.LONG, Long.MIN_VALUE, Long.MAX_VALUE))
                .isEqualTo("-9223372036854775808..9223372036854775807");
        assertThat(bounds(Primitive.FLOAT, 0.1f, -1.5f)).isEqualTo("-1.5..0.1");
        assertThat(bounds(Primitive.DOUBLE, 1e20, -0.25)).isEqualTo("-0.25..100000000000000000000");
    }

    @Test
    void givesNoBoundWhereJsonOrReadersHaveNone() throws IOException {
        assertThat(bounds(Primitive.DOUBLE, 1.0, Double.NaN, 2.0)).isEqualTo("-..-");
        assertThat(bounds(Primitive.FLOAT, Float.NaN)).isEqualTo("-..-");
        assertThat(bounds(Primitive.DOUBLE, Double.NEGATIVE_INFINITY, 2.0)).isEqualTo("-..2.0");
        assertThat(bounds(Primitive.FLOAT, 2.0f, Float.POSITIVE_INFINITY)).isEqualTo("2.0..-");
        assertThat(bounds(Primitive.BOOLEAN, true, false)).isEqualTo("-..-");
        assertThat(bounds(Primitive.BINARY, new byte[] {1})).isEqualTo("-..-");
    }

    @Test
    void boundsDecimalsAsNumbersOfTheirScale() throws IOException {
        assertThat(bounds(new Decimal(9, 2), new BigDecimal("-1.50"), new BigDecimal("7.00")))
                .isEqualTo("-1.50..7.00");
        assertThat(bounds(new Decimal(18, 0), new BigDecimal("-100"), new BigDecimal("123456789012345678")))
                .isEqualTo("-100..123456789012345678");
        assertThat(bounds(
                        new Decimal(38, 20),
                        new BigDecimal("-0.00000000000000000001"),
                        new BigDecimal("123456789012345678.00000000000000000000"),
                        new BigDecimal("-123456789012345678.50000000000000000000")))
                .isEqualTo("-123456789012345678.50000000000000000000..123456789012345678.00000000000000000000");
    }

    @Test
    void boundsDatesWithinTheYearsThatAllReadersTell() throws IOException {
        assertThat(bounds(Primitive.DATE, day("2024-02-29"), day("1969-12-31"))).isEqualTo("1969-12-31..2024-02-29");
        assertThat(bounds(Primitive.DATE, day("0001-01-01"), day("9999-12-31"))).isEqualTo("0001-01-01..9999-12-31");
        assertThat(bounds(Primitive.DATE, day("0000-12-31"), day("+10000-01-01")))
                .isEqualTo("-..-");
    }

    @Test
    void roundsTimestampsOutwardsToMilliseconds() throws IOException {
        assertThat(bounds(Primitive.TIMESTAMP, micros("2024-01-02T03:04:05.678901Z")))
                .isEqualTo("2024-01-02T03:04:05.678Z..2024-01-02T03:04:05.679Z");
        assertThat(bounds(Primitive.TIMESTAMP, micros("1969-12-31T23:59:59.999999Z")))
                .isEqualTo("1969-12-31T23:59:59.999Z..1970-01-01T00:00:00.000Z");
        assertThat(bounds(Primitive.TIMESTAMP, micros("2024-01-02T03:04:05Z")))
                .isEqualTo("2024-01-02T03:04:05.000Z..2024-01-02T03:04:05.000Z");
        assertThat(bounds(Primitive.TIMESTAMP, micros("9999-12-31T23:59:59.999001Z")))
                .isEqualTo("9999-12-31T23:59:59.999Z..-");
        assertThat(bounds(Primitive.TIMESTAMP, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo("-..-");
    }

    @Test
    void boundsTextsInTheOrderOfTheirCodePoints() throws IOException {
        // As chars the surrogates of the emoji come before U+FFFD, as code points after it.
        assertThat(bounds(Primitive.STRING, "\uD83D\uDE00", "\uFFFD", "z")).isEqualTo("z..\uD83D\uDE00");
        assertThat(bounds(Primitive.STRING, "", "a\"\\\n\u0001\u2028")).isEqualTo("..a\"\\\n\u0001\u2028");
    }

    @Test
    void shortensLongTextsOutwards() throws IOException {
        String x31 = "x".repeat(31);
        assertThat(bounds(Primitive.STRING, x31 + "y")).isEqualTo(x31 + "y.." + x31 + "y");
        assertThat(bounds(Primitive.STRING, x31 + "yz")).isEqualTo(x31 + "y.." + x31 + "z");
        assertThat(bounds(Primitive.STRING, x31 + "\uD83D\uDE00z")).isEqualTo(x31 + ".." + "x".repeat(30) + "y");
    }

    @Test
    void countsNullsInsideStructs() throws IOException {
        Struct inner = new Struct(List.of(column("a", Primitive.LONG), column("b", Primitive.STRING)));
        TestRows shape = TestRows.of(column("s", inner), column("n", Primitive.LONG));

        assertThat(statistics(
                        shape, Map.of("s", Map.of("a", 1L)), Map.of("n", 5L), Map.of("s", Map.of("a", 3L, "b", "x"))))
                .isEqualTo(JSON.readTree("""
                                {"numRecords":3,
                                 "minValues":{"s":{"a":1,"b":"x"},"n":5},
                                 "maxValues":{"s":{"a":3,"b":"x"},"n":5},
                                 "nullCount":{"s":{"a":1,"b":2},"n":2}}"""));
    }

    @Test
    void leavesOutListsMapsAndStructsWithoutColumns() throws IOException {
        TestRows shape = TestRows.of(
                column("list", new ListOf(Primitive.LONG)),
                column("map", new MapOf(Primitive.STRING, Primitive.LONG)),
                column("empty", new Struct(List.of())),
                column("n", Primitive.LONG));

        assertThat(statistics(shape, asList(List.of(1L), Map.of("k", 1L), Map.of(), null)))
                .isEqualTo(JSON.readTree("{\"numRecords\":1,\"nullCount\":{\"n\":1}}"));
    }

    @Test
    void stopsAfterTheLeavesThatDeltaIndexes() throws IOException {
        Column[] columns = IntStream.range(0, 40)
                .mapToObj(i -> column(
                        "c" + i,
                        i == 0
                                ? new Struct(List.of(column("a", Primitive.LONG), column("b", Primitive.LONG)))
                                : i == 1 ? new ListOf(Primitive.LONG) : Primitive.LONG))
                .toArray(Column[]::new);
        TestRows shape = TestRows.of(columns);

        JsonNode nulls = statistics(shape, List.of()).get("nullCount");

        // 2 in the struct, 1 for the list, 29 more.
        assertThat(nulls.fieldNames())
                .toIterable()
                .hasSize(30)
                .contains("c0", "c30")
                .doesNotContain("c1", "c31");
    }

    private String bounds(ColumnType type, Object... values) throws IOException {
        Object[] rows = new Object[values.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = List.of(values[i]);
        }
        JsonNode statistics = statistics(TestRows.of(column("c", type)), rows);
        return text(statistics.path("minValues").path("c")) + ".."
                + text(statistics.path("maxValues").path("c"));
    }

    private static String text(JsonNode bound) {
        return bound.isMissingNode()
                ? "-"
                : bound.isBigDecimal() ? bound.decimalValue().toPlainString() : bound.asText();
    }

    private JsonNode statistics(TestRows shape, Object... rows) throws IOException {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        DataFileWriter writer =
                new ParquetDataFiles(hadoop, "file:" + warehouse).create(new TableName("t"), shape.schema());
        for (Object row : rows) {
            writer.append(shape.row(row));
        }
        return JSON.reader()
                .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(com.fasterxml.jackson.databind.cfg.JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .readTree(writer.finish().statistics());
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static long micros(String instant) {
        Instant at = Instant.parse(instant);
        return Math.addExact(at.getEpochSecond() * 1_000_000, at.getNano() / 1_000);
    }
}
