// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import dev.alluvium.connect.quality.check.Range.Bound;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Connect hands its dates and times over as nothing else.
class ChecksTest {
    private static final long NOW_MS = Instant.parse("2026-11-27T10:00:00Z").toEpochMilli();

    /**
     * @param good values that a check holds for
     * @param bad values that it does not hold for, of another type as well
     */
    record Case(String name, Check check, List<?> good, List<?> bad) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>(numbers());
        cases.addAll(texts());
        cases.addAll(moments());
        cases.addAll(types());
        return cases;
    }

    private static List<Case> numbers() {
        return List.of(
                new Case(
                        "from 1 to 1000",
                        range("1", true, "1000", true),
                        List.of(1, 1000L, (short) 7, (byte) 1, 1.0, 1000f, new BigDecimal("999.99"), BigInteger.TEN),
                        List.of(
                                0,
                                1001L,
                                0.999,
                                1000.0001,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                new BigDecimal("1000.01"),
                                BigInteger.ZERO,
                                "5",
                                true)),
                new Case(
                        "above 0.1 and below 0.3",
                        range("0.1", false, "0.3", false),
                        List.of(0.2, 0.2f, 0.1000001, new BigDecimal("0.11")),
                        List.of(0.1, 0.1f, 0.3, 0.3f, 0, 1, new BigDecimal("0.1"), Float.NaN)),
                new Case(
                        "0.1 to 0.3 as they are written, whatever a float is",
                        range("0.1", true, "0.3", true),
                        List.of(0.1, 0.1f, 0.3, 0.3f),
                        List.of(0.09999999, 0.3000001f)),
                new Case(
                        "at least -5",
                        new Range(bound("-5", true), Optional.empty()),
                        List.of(-5, Long.MAX_VALUE, Double.POSITIVE_INFINITY, 1e300),
                        List.of(-6, Long.MIN_VALUE, Double.NEGATIVE_INFINITY, -5.000001)),
                new Case(
                        "above all that a long can be",
                        new Range(bound("9223372036854775807", false), Optional.empty()),
                        List.of(new BigInteger("9223372036854775808"), 1e300),
                        List.of(Long.MAX_VALUE, Long.MIN_VALUE, 0)),
                new Case(
                        "DECIMAL(5,2)",
                        new Precision(5, 2),
                        List.of(new BigDecimal("999.99"), new BigDecimal("-0.01"), BigDecimal.ZERO, 999, -999L, 0),
                        List.of(new BigDecimal("1000.00"), new BigDecimal("1.000"), 1000, Long.MIN_VALUE, 1.5, "1")),
                new Case(
                        "one of 7, 8, new",
                        new OneOf(List.of("7", "8", "new")),
                        List.of(7, 8L, "7", "new"),
                        List.of(9, "New", "", 7.0, true)),
                new Case("only true", new OneOf(List.of("true")), List.of(true, "true"), List.of(false, 1)));
    }

    private static List<Case> texts() {
        return List.of(
                new Case(
                        "two or three characters",
                        new Length(2, 3),
                        List.of(
                                "ab",
                                "äöü",
                                "🙂🙂",
                                new byte[2],
                                ByteBuffer.allocate(3),
                                List.of(1, 2),
                                Map.of(1, 1, 2, 2)),
                        List.of("a", "abcd", "🙂", new byte[4], List.of(), 12)),
                new Case(
                        "four bytes",
                        new MaxSize(4),
                        List.of("", "abcd", "ää", "🙂", "€", new byte[4], ByteBuffer.allocate(4)),
                        List.of("abcde", "ääa", "🙂a", "€€", new byte[5], 1)),
                new Case("digits somewhere", new Matches("[0-9]+"), List.of("a1b", "12"), List.of("", "abc", 12)),
                new Case("nothing but digits", new Matches("^[0-9]+$"), List.of("12"), List.of("a1b", "1\n2", "")),
                new Case(
                        "UUID",
                        Format.UUID,
                        List.of("01890a5d-ac96-774b-bcce-b302099a8057", "01890A5D-AC96-774B-BCCE-B302099A8057"),
                        List.of(
                                "01890a5d-ac96-774b-bcce-b302099a805",
                                "01890a5dac96774bbcceb302099a80570000",
                                "01890a5d-ac96-774b-bcce-b302099a805g",
                                "",
                                7)),
                new Case(
                        "e-mail",
                        Format.EMAIL,
                        List.of("ada@example.org", "a.b+c@d.co.uk", "grüße@müller.de"),
                        List.of(
                                "ada",
                                "@example.org",
                                "ada@",
                                "a@b@c.de",
                                "a b@c.de",
                                "a@b",
                                "a@.de",
                                "a@b..de",
                                "a@b.")),
                new Case(
                        "date",
                        Format.DATE,
                        List.of("2024-02-29", "0001-01-01"),
                        List.of("2023-02-29", "2024-2-9", "2024-02-29T00:00:00Z", "")),
                new Case(
                        "date-time",
                        Format.DATE_TIME,
                        List.of("2024-02-29T23:59:59Z", "2024-02-29T23:59:59.123456+05:30"),
                        List.of("2024-02-29", "2024-02-29T23:59:59", "2024-02-29T24:00:01Z")),
                new Case(
                        "IPv4",
                        Format.IPV4,
                        List.of("0.0.0.0", "192.0.2.255"),
                        List.of("192.0.2", "192.0.2.256", "192.0.2.01", "192.0.2.1.1", "192..2.1", "a.b.c.d", "::1")),
                new Case(
                        "IBAN",
                        Format.IBAN,
                        List.of("DE89370400440532013000", "GB82WEST12345698765432", "NO9386011117947"),
                        List.of(
                                "DE88370400440532013000",
                                "DE89 3704 0044 0532 0130 00",
                                "de89370400440532013000",
                                "8937DE0400440532013000",
                                "")));
    }

    private static List<Case> moments() {
        return List.of(
                new Case(
                        "not ahead by more than a second, nor older than an hour",
                        new Recency(1_000, 3_600_000, TimeUnit.MICROSECONDS, () -> NOW_MS),
                        List.of(
                                date(0),
                                date(1_000),
                                date(-3_600_000),
                                (NOW_MS + 1_000) * 1_000,
                                "2026-11-27T10:00:01Z",
                                "2026-11-27T14:30:00+05:30"),
                        List.of(
                                date(1_001),
                                date(-3_600_001),
                                (NOW_MS + 1_001) * 1_000,
                                NOW_MS,
                                "2026-11-27T10:00:02Z",
                                "2026-11-27",
                                "soon",
                                1.5)),
                new Case(
                        "of any age",
                        new Recency(0, Long.MAX_VALUE, TimeUnit.DAYS, () -> NOW_MS),
                        List.of(new Date(Long.MIN_VALUE), 0, -1_000_000),
                        List.of(date(1), 30_000)));
    }

    private static List<Case> types() {
        return List.of(
                new Case("string", ValueType.STRING, List.of("", "a"), List.of(1, new byte[0])),
                new Case("boolean", ValueType.BOOLEAN, List.of(true), List.of("true", 1)),
                new Case(
                        "integer",
                        ValueType.INTEGER,
                        List.of(1, 1L, (byte) 1, BigInteger.ONE, new BigDecimal("10")),
                        List.of(1.0, new BigDecimal("1.0"), "1")),
                new Case("number", ValueType.NUMBER, List.of(1, 1.5, BigDecimal.ONE), List.of("1", true)),
                new Case("timestamp", ValueType.TIMESTAMP, List.of(date(0)), List.of(0L, "2026-11-27")),
                new Case("bytes", ValueType.BYTES, List.of(new byte[0], ByteBuffer.allocate(1)), List.of("a")),
                new Case("array", ValueType.ARRAY, List.of(List.of()), List.of(Map.of(), "[]")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdsForWhatItSaysAndForNothingElse(Case of) {
        assertThat(of.good()).allMatch(of.check()::holds);
        assertThat(of.bad()).noneMatch(of.check()::holds);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesItToOthersWhetherAValueIsThere(Case of) {
        assertThat(of.check().holds(null)).isTrue();
        assertThat(of.check().holds(Nodes.MISSING)).isTrue();
    }

    @Test
    void tellsANullFromWhatIsMissing() {
        assertThat(Presence.PRESENT.holds(null)).isTrue();
        assertThat(Presence.PRESENT.holds(Nodes.MISSING)).isFalse();
        assertThat(Presence.NOT_NULL.holds(null)).isFalse();
        assertThat(Presence.NOT_NULL.holds(Nodes.MISSING)).isFalse();
        assertThat(Presence.NOT_NULL.holds("")).isTrue();
    }

    @Test
    @Timeout(10)
    void takesNoLongerForAPatternThatGoesBackAndForth() {
        assertThat(new Matches("^(a+)+$").holds("a".repeat(50_000) + "!")).isFalse();
    }

    @Test
    void refusesWhatNoValueCouldBe() {
        assertThatThrownBy(() -> new Matches("(?=a)")).isInstanceOf(PatternSyntaxException.class);

        assertThatThrownBy(() -> new Length(3, 2)).hasMessage("a length from 3 to 2 has no value");
        assertThatThrownBy(() -> new Precision(2, 3)).hasMessage("there is no decimal of precision 2 and scale 3");
    }

    private static Range range(String min, boolean minIncluded, String max, boolean maxIncluded) {
        return new Range(bound(min, minIncluded), bound(max, maxIncluded));
    }

    private static Optional<Bound> bound(@Nullable String value, boolean isIncluded) {
        return Optional.ofNullable(value).map(text -> new Bound(new BigDecimal(text), isIncluded));
    }

    private static Date date(long fromNowMs) {
        return new Date(NOW_MS + fromNowMs);
    }
}
