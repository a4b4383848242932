// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static dev.alluvium.it.TypeCase.text;
import static dev.alluvium.it.TypeCase.value;

import java.util.List;

/** MySQL's dates and times, to the ends of what the types hold and beyond the calendar. */
final class MySqlTimes {
    private MySqlTimes() {}

    static List<TypeCase> dates() {
        return List.of(
                text("d", "date", "'2024-02-29'", "2024-02-29"),
                text("d_0001", "date", "'0001-01-01'", "0001-01-01"),
                text("d_0069", "date", "'0069-12-31'", "0069-12-31"),
                text("d_9999", "date", "'9999-12-31'", "9999-12-31"),
                text("d_1969", "date", "'1969-12-31'", "1969-12-31"),
                text("d_1582", "date", "'1582-10-04'", "1582-10-04"),
                text("d_1582_gap", "date", "'1582-10-10'", "1582-10-10"),
                value("d_zero", "date", "'0000-00-00'", "null").lost("Zero dates"),
                text("d_zero_not_null", "date NOT NULL DEFAULT '2001-01-01'", "'0000-00-00'", "2001-01-01")
                        .lost("Zero dates"),
                value("d_zero_day", "date", "'2024-02-00'", "null").lost("Zero dates"));
    }

    static List<TypeCase> times() {
        return List.of(
                value("ti", "time", "'23:59:59'", "86399000000"),
                value("ti_zero", "time", "'00:00:00'", "0"),
                value("ti1", "time(1)", "'00:00:00.1'", "100000"),
                value("ti2", "time(2)", "'-00:00:00.01'", "-10000"),
                value("ti3", "time(3)", "'-00:00:00.001'", "-1000"),
                value("ti4", "time(4)", "'23:59:59.9999'", "86399999900"),
                value("ti5", "time(5)", "'-01:00:00.99999'", "-3600999990"),
                value("ti6", "time(6)", "'23:59:59.999999'", "86399999999"),
                value("ti6_minus", "time(6)", "'-00:00:00.000001'", "-1"),
                value("ti6_minus_hour", "time(6)", "'-12:34:56.789012'", "-45296789012"),
                value("ti_24", "time", "'24:00:00'", "86400000000"),
                value("ti_min", "time", "'-838:59:59'", "-3020399000000"),
                value("ti_max", "time", "'838:59:59'", "3020399000000"),
                value("ti6_max", "time(6)", "'838:59:58.999999'", "3020398999999"));
    }

    static List<TypeCase> timestamps() {
        return List.of(
                text("dt", "datetime", "'2024-02-29 01:02:03'", "2024-02-29T01:02:03Z"),
                text("dt1", "datetime(1)", "'2024-02-29 01:02:03.1'", "2024-02-29T01:02:03.100Z"),
                text("dt2", "datetime(2)", "'1969-12-31 23:59:59.99'", "1969-12-31T23:59:59.990Z"),
                text("dt3", "datetime(3)", "'1582-10-04 00:00:00.001'", "1582-10-04T00:00:00.001Z"),
                text("dt3_0001", "datetime(3)", "'0001-01-01 00:00:00'", "0001-01-01T00:00:00Z"),
                text("dt3_9999", "datetime(3)", "'9999-12-31 23:59:59.999'", "9999-12-31T23:59:59.999Z"),
                text("dt4", "datetime(4)", "'2024-02-29 01:02:03.1234'", "2024-02-29T01:02:03.123400Z")
                        .micros("1709168523123400"),
                text("dt5", "datetime(5)", "'2024-02-29 01:02:03.12345'", "2024-02-29T01:02:03.123450Z")
                        .micros("1709168523123450"),
                text("dt6", "datetime(6)", "'2024-02-29 01:02:03.123456'", "2024-02-29T01:02:03.123456Z")
                        .micros("1709168523123456"),
                text("dt6_0001", "datetime(6)", "'0001-01-01 00:00:00.000001'", "0001-01-01T00:00:00.000001Z")
                        .micros("-62135596799999999"),
                text("dt6_1969", "datetime(6)", "'1969-12-31 23:59:59.999999'", "1969-12-31T23:59:59.999999Z")
                        .micros("-1"),
                text("dt6_1582", "datetime(6)", "'1582-10-10 12:00:00'", "1582-10-10T12:00:00Z")
                        .micros("-12219681600000000")
                        .snapshot("\"1582-10-20T12:00:00Z\"", "-12218817600000000")
                        .lost("Days from 5 to 14 October 1582"),
                text("dt6_9999", "datetime(6)", "'9999-12-31 23:59:59.999999'", "9999-12-31T23:59:59.999999Z")
                        .micros("253402300799999999"),
                // An hour that the clocks of many places left out.
                text("dt6_gap", "datetime(6)", "'2024-03-31 02:30:00'", "2024-03-31T02:30:00Z")
                        .micros("1711852200000000"),
                value("dt_zero", "datetime", "'0000-00-00 00:00:00'", "null").lost("Zero dates"),
                value("dt_zero_day", "datetime", "'2024-02-00 01:02:03'", "null")
                        .lost("Zero dates"),
                value("dt6_zero", "datetime(6)", "'0000-00-00 00:00:00'", "null")
                        .micros("null")
                        .lost("Zero dates"),
                text("ts", "timestamp", "'2024-02-29 01:02:03'", "2024-02-29T01:02:03Z"),
                text("ts_min", "timestamp", "'1970-01-01 00:00:01'", "1970-01-01T00:00:01Z"),
                text("ts3", "timestamp(3)", "'2024-03-31 02:30:00.001'", "2024-03-31T02:30:00.001Z"),
                text("ts6", "timestamp(6)", "'2024-02-29 01:02:03.123456'", "2024-02-29T01:02:03.123456Z"),
                text("ts6_max", "timestamp(6)", "'2038-01-19 03:14:07.999999'", "2038-01-19T03:14:07.999999Z"),
                text("ts6_offset", "timestamp(6)", "'2024-02-29 01:02:03.5+02:00'", "2024-02-28T23:02:03.500000Z")
                        .snapshot("\"2024-02-28T23:02:03.5Z\"")
                        .lost("Zeros at the end"),
                value("ts_zero", "timestamp", "'0000-00-00 00:00:00'", "null").lost("Zero dates"),
                value("ts_null", "timestamp NULL DEFAULT CURRENT_TIMESTAMP", "NULL", "null"));
    }
}
