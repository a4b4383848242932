// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static dev.alluvium.it.TypeCase.rescued;
import static dev.alluvium.it.TypeCase.text;
import static dev.alluvium.it.TypeCase.value;

import java.util.List;

/** PostgreSQL's dates, times and intervals, to the ends of what the types and their columns hold. */
final class PostgresTimes {
    private PostgresTimes() {}

    static List<TypeCase> dates() {
        return List.of(
                text("d", "date", "'2024-02-29'", "2024-02-29"),
                text("d_0001", "date", "'0001-01-01'", "0001-01-01"),
                text("d_9999", "date", "'9999-12-31'", "9999-12-31"),
                text("d_1969", "date", "'1969-12-31'", "1969-12-31"),
                text("d_1582", "date", "'1582-10-04'", "1582-10-04"),
                text("d_1582_gap", "date", "'1582-10-10'", "1582-10-10")
                        .snapshot("\"1582-10-20\"")
                        .lost("Days from 5 to 14 October 1582"),
                rescued("d_bc", "date", "'0044-03-15 BC'", "-735160")
                        .snapshot("\"0044-03-15\"")
                        .lost("Dates before the year 1"),
                rescued("d_10000", "date", "'10000-01-01'", "2932897"),
                rescued("d_far", "date", "'5874897-12-31'", "2145042905"),
                rescued("d_infinity", "date", "'infinity'", "2146033979")
                        .snapshotRescued("-622191234")
                        .lost("`infinity` of `date`"),
                rescued("d_minus_infinity", "date", "'-infinity'", "-2147472691")
                        .snapshotRescued("-625821272")
                        .lost("`infinity` of `date`"));
    }

    static List<TypeCase> times() {
        return List.of(
                value("ti", "time", "'23:59:59.999999'", "86399999999"),
                value("ti_24", "time", "'24:00:00'", "86400000000"),
                value("ti6", "time(6)", "'00:00:00.000001'", "1"),
                value("ti3", "time(3)", "'23:59:59.999'", "86399999"),
                value("ti0", "time(0)", "'23:59:59'", "86399000"),
                text("tz", "timetz", "'23:59:59.999999+02'", "21:59:59.999999Z").lost("The offset of `timetz`"),
                text("tz_24", "timetz", "'24:00:00-05'", "05:00:00Z").lost("The offset of `timetz`"),
                text(
                        "iv",
                        "interval",
                        "'1 year 2 months 3 days 4 hours 5 minutes 6.789012 seconds'",
                        "P1Y2M3DT4H5M6.789012S"),
                text(
                        "iv_minus",
                        "interval",
                        "'-1 year 2 months -3 days +4 hours -0.000001 seconds'",
                        "P0Y-10M-3DT3H59M59.999999S"),
                text("iv_zero", "interval", "'0'", "P0Y0M0DT0H0M0S"),
                text("iv_hours", "interval", "'1000 hours'", "P0Y0M0DT1000H0M0S"),
                text("iv_infinity", "interval", "'infinity'", "P0Y0M0DT0H0M0S").lost("`infinity` of `interval`"),
                text("iv_month", "interval year to month", "'14 months'", "P1Y2M0DT0H0M0S"));
    }

    static List<TypeCase> timestamps() {
        return List.of(
                text("ts", "timestamp", "'2024-02-29 01:02:03.123456'", "2024-02-29T01:02:03.123456Z")
                        .micros("1709168523123456"),
                text("ts_0001", "timestamp", "'0001-01-01 00:00:00.000001'", "0001-01-01T00:00:00.000001Z")
                        .micros("-62135596799999999"),
                text("ts_9999", "timestamp", "'9999-12-31 23:59:59.999999'", "9999-12-31T23:59:59.999999Z")
                        .micros("253402300799999999"),
                text("ts_1969", "timestamp", "'1969-12-31 23:59:59.999999'", "1969-12-31T23:59:59.999999Z")
                        .micros("-1"),
                text("ts_1582", "timestamp", "'1582-10-04 12:00:00'", "1582-10-04T12:00:00Z")
                        .micros("-12220200000000000"),
                rescued("ts_bc", "timestamp", "'0044-03-15 12:00:00.000001 BC'", "-63517780799999999")
                        .micros("-63517780799999999"),
                rescued("ts_10000", "timestamp", "'10000-01-01'", "253402300800000000")
                        .micros("253402300800000000"),
                rescued("ts_294247", "timestamp", "'294247-01-10 04:00:54.775806'", "9223372036854775806")
                        .micros("9223372036854775806"),
                rescued("ts_far", "timestamp", "'294276-12-31 23:59:59.999999'", "-9223372036853775810")
                        .micros("-9223372036853775810")
                        .lost("A `timestamp` after"),
                rescued("ts_infinity", "timestamp", "'infinity'", "9223372036854775807")
                        .micros("9223372036854775807"),
                rescued("ts_minus_infinity", "timestamp", "'-infinity'", "-9223372036854775808")
                        .micros("-9223372036854775808"),
                text("ts3", "timestamp(3)", "'1582-10-04 00:00:00.001'", "1582-10-04T00:00:00.001Z"),
                text("ts3_9999", "timestamp(3)", "'9999-12-31 23:59:59.999'", "9999-12-31T23:59:59.999Z"),
                rescued("ts3_infinity", "timestamp(3)", "'infinity'", "9223372036825200000"),
                rescued("ts3_minus_infinity", "timestamp(3)", "'-infinity'", "-9223372036832400000"),
                rescued("ts3_bc", "timestamp(3)", "'0044-03-15 BC'", "-63517824000000"),
                text("ts0", "timestamp(0)", "'1969-12-31 23:59:59'", "1969-12-31T23:59:59Z"),
                text("tstz", "timestamptz", "'2024-02-29 01:02:03.123456+02'", "2024-02-28T23:02:03.123456Z"),
                text("tstz_0001", "timestamptz", "'0001-01-01 00:00:00+00'", "0001-01-01T00:00:00.000000Z"),
                text("tstz_9999", "timestamptz", "'9999-12-31 23:59:59.999999+00'", "9999-12-31T23:59:59.999999Z"),
                text("tstz_1969", "timestamptz", "'1969-12-31 23:59:59.999999+00'", "1969-12-31T23:59:59.999999Z"),
                text("tstz_1582", "timestamptz", "'1582-10-04 12:00:00.000001+00'", "1582-10-04T12:00:00.000001Z"),
                text("tstz_bc", "timestamptz", "'4713-01-01 00:00:00+00 BC'", "-4712-01-01T00:00:00.000000Z"),
                text("tstz_far", "timestamptz", "'294276-12-31 23:59:59.999999+00'", "+294276-12-31T23:59:59.999999Z"),
                text("tstz_infinity", "timestamptz", "'infinity'", "infinity"),
                text("tstz_minus_infinity", "timestamptz", "'-infinity'", "-infinity"),
                text("tstz0", "timestamptz(0)", "'2024-02-29 01:02:03+00'", "2024-02-29T01:02:03Z"));
    }
}
