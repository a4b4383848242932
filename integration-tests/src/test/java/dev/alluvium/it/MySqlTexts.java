// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static dev.alluvium.it.TypeCase.quoted;
import static dev.alluvium.it.TypeCase.text;
import static dev.alluvium.it.TypeCase.value;

import java.math.BigDecimal;
import java.util.List;

/** MySQL's texts in many character sets, its bytes, enums, sets, JSON, geometry, vectors, and columns with defaults. */
final class MySqlTexts {
    private static final String ODD = "Grüße 🙂 \n\t\"\\\u0001";
    private static final String ODD_LITERAL = "'Grüße 🙂 \\n\\t\\\"\\\\\u0001'";

    private MySqlTexts() {}

    static List<TypeCase> texts() {
        return List.of(
                text("tt", "tinytext", ODD_LITERAL, ODD),
                text("t", "text", ODD_LITERAL, ODD),
                text("mt", "mediumtext", ODD_LITERAL, ODD),
                text("lt", "longtext", ODD_LITERAL, ODD),
                text("t_empty", "text", "''", ""),
                text("t_large", "mediumtext", "REPEAT('ä', 100000)", "ä".repeat(100_000)),
                text("vc", "varchar(20)", "'ab  '", "ab  "),
                text("vc_odd", "varchar(20)", ODD_LITERAL, ODD),
                text("ch", "char(5)", "'ab  '", "ab"),
                text("ch_none", "char(0)", "''", ""),
                text("nch", "national char(5)", "N'äb'", "äb"),
                text("nvc", "nvarchar(5)", "N'äb'", "äb"),
                text("t_latin1", "text CHARACTER SET latin1", "'Grüße €'", "Grüße €"),
                text("vc_latin1", "varchar(10) CHARACTER SET latin1", "'Grüße €'", "Grüße €"),
                text("vc_utf8mb3", "varchar(10) CHARACTER SET utf8mb3", "'Grüße €'", "Grüße €"),
                text("vc_ascii", "varchar(10) CHARACTER SET ascii", "'a~'", "a~"),
                text("vc_latin2", "varchar(10) CHARACTER SET latin2", "'Łódź'", "Łódź"),
                text("vc_cp1251", "varchar(10) CHARACTER SET cp1251", "'Привет'", "Привет"),
                text("vc_koi8r", "varchar(10) CHARACTER SET koi8r", "'Привет'", "Привет"),
                text("vc_greek", "varchar(10) CHARACTER SET greek", "'Ελλάδα'", "Ελλάδα"),
                text("vc_sjis", "varchar(10) CHARACTER SET sjis", "'日本語'", "日本語"),
                text("vc_ujis", "varchar(10) CHARACTER SET ujis", "'日本語'", "日本語"),
                text("vc_gbk", "varchar(10) CHARACTER SET gbk", "'中文'", "中文"),
                text("vc_gb18030", "varchar(10) CHARACTER SET gb18030", "'中文🙂'", "中文🙂"),
                text("vc_big5", "varchar(10) CHARACTER SET big5", "'中文'", "中文"),
                text("vc_euckr", "varchar(10) CHARACTER SET euckr", "'한국'", "한국"),
                text("vc_utf16", "varchar(10) CHARACTER SET utf16", "'ä🙂'", "ä🙂"),
                text("vc_utf32", "varchar(10) CHARACTER SET utf32", "'ä🙂'", "ä🙂"),
                text("en", "enum('sad', 'ok', 'so, \"so\"', 'it''s', 'ä🙂')", "'ok'", "ok"),
                text("en_odd", "enum('sad', 'ok', 'so, \"so\"', 'it''s', 'ä🙂')", "'so, \"so\"'", "so\\, \"so\"")
                        .snapshot(quoted("so, \"so\""))
                        .lost("Commas in the values of an `enum`"),
                text("en_quote", "enum('sad', 'ok', 'so, \"so\"', 'it''s', 'ä🙂')", "'it''s'", "it's"),
                text("en_unicode", "enum('sad', 'ok', 'so, \"so\"', 'it''s', 'ä🙂')", "'ä🙂'", "ä?")
                        .snapshot(quoted("ä🙂"))
                        .lost("Characters above U+FFFF"),
                text("en_latin1", "enum('ä', 'ö') CHARACTER SET latin1", "'ö'", "ö"),
                text("se", "set('a', 'b', 'it''s', 'ö')", "'ö,a'", "a,ö"),
                text("se_quote", "set('a', 'b', 'it''s', 'ö')", "'it''s'", "it's"),
                text("se_none", "set('a', 'b')", "''", ""));
    }

    static List<TypeCase> bytes() {
        return List.of(
                text("bi", "binary(5)", "x'00ff10'", "AP8QAAA="),
                text("bi_zeros", "binary(3)", "x'000000'", "AAAA"),
                text("vb", "varbinary(5)", "x'00ff1000'", "AP8QAA=="),
                text("tb", "tinyblob", "x'00ff1080'", "AP8QgA=="),
                text("bl", "blob", "x'00ff1080'", "AP8QgA=="),
                text("mb", "mediumblob", "x'00ff1080'", "AP8QgA=="),
                text("lb", "longblob", "x'00ff1080'", "AP8QgA=="),
                text("bl_empty", "blob", "''", ""),
                text("vc_binary", "varchar(5) CHARACTER SET binary", "x'00ff'", "AP8="),
                text("t_binary", "text CHARACTER SET binary", "x'00ff'", "AP8="));
    }

    static List<TypeCase> structures() {
        return List.of(
                json("js", "{\"b\":  [1, 1.10, \"ä🙂\"], \"a\": null}", "{\"a\": null, \"b\": [1, 1.1, \"ä🙂\"]}"),
                json("js_null", "null", "null"),
                text("js_text", "json", "'\"a: b, c\"'", "\"a: b, c\""),
                json(
                        "js_big",
                        "[18446744073709551615, -9223372036854775808]",
                        "[18446744073709551615, -9223372036854775808]"),
                text("js_double", "json", "'1e300'", new BigDecimal(Double.parseDouble("1e300")).toPlainString())
                        .snapshot(quoted("1e300"))
                        .lost("The text of `json`"),
                text("js_date", "json", "CAST(DATE'2024-02-29' AS JSON)", "\"2024-02-29\""),
                text(
                        "js_datetime",
                        "json",
                        "CAST(TIMESTAMP'2024-02-29 01:02:03.123456' AS JSON)",
                        "\"2024-02-29 01:02:03.123456\""),
                text("js_time", "json", "CAST(TIME'-01:02:03.5' AS JSON)", "\"02:0-3:0-4.00000-5\"")
                        .snapshot(quoted("\"-01:02:03.500000\""))
                        .lost("Negative times in a `json`"),
                text("js_decimal", "json", "CAST(1.50 AS JSON)", "1.50"),
                text("js_bytes", "json", "CAST(x'00ff' AS JSON)", "\"AP8=\"")
                        .snapshot(quoted("\"base64:type15:AP8=\""))
                        .lost("The type of bytes in a `json`"),
                value(
                        "ve",
                        "vector(3)",
                        "STRING_TO_VECTOR('[1,-2.5,3.4028235e38]')",
                        "[\"1.0\",\"-2.5\",\"3.4028235E38\"]"),
                value("ve_one", "vector", "STRING_TO_VECTOR('[0.1]')", "[\"0.1\"]"));
    }

    static List<TypeCase> geometry() {
        return List.of(
                value(
                        "po",
                        "point",
                        "ST_GeomFromText('POINT(1 -2.5)')",
                        "{\"x\":\"1.0\",\"y\":\"-2.5\",\"wkb\":\"AQEAAAAAAAAAAADwPwAAAAAAAATA\",\"srid\":null}"),
                value(
                        "po_earth",
                        "point SRID 4326",
                        "ST_GeomFromText('POINT(60 30)', 4326)",
                        "{\"x\":\"30.0\",\"y\":\"60.0\",\"wkb\":\"AQEAAAAAAAAAAAA+QAAAAAAAAE5A\",\"srid\":4326}"),
                wkb(
                        "li",
                        "linestring",
                        "LINESTRING(0 0, 1 2)",
                        "AQIAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAEA="),
                wkb(
                        "pg",
                        "polygon",
                        "POLYGON((0 0, 0 1, 1 1, 0 0))",
                        "AQMAAAABAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAA8D8AAAAAAADwPwAAAAAAAAAAAAAAAAAAAAA="),
                wkb(
                        "mpo",
                        "multipoint",
                        "MULTIPOINT(0 0, 1 2)",
                        "AQQAAAACAAAAAQEAAAAAAAAAAAAAAAAAAAAAAAAAAQEAAAAAAAAAAADwPwAAAAAAAABA"),
                wkb(
                        "mli",
                        "multilinestring",
                        "MULTILINESTRING((0 0, 1 2))",
                        "AQUAAAABAAAAAQIAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAEA="),
                wkb(
                        "mpg",
                        "multipolygon",
                        "MULTIPOLYGON(((0 0, 0 1, 1 1, 0 0)))",
                        "AQYAAAABAAAAAQMAAAABAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAA8D8AAAAAAADwPwAAAAAAAAAAAAAAAAAAAAA="),
                wkb(
                        "gc",
                        "geometrycollection",
                        "GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 2))",
                        "AQcAAAACAAAAAQEAAAAAAAAAAADwPwAAAAAAAABAAQIAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAEA="),
                wkb("gc_empty", "geometrycollection", "GEOMETRYCOLLECTION EMPTY", "AQcAAAAAAAAA"),
                wkb(
                        "ge",
                        "geometry",
                        "LINESTRING(0 0, 1 2)",
                        "AQIAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAEA="));
    }

    static List<TypeCase> columns() {
        return List.of(
                value("def_null", "varchar(5) DEFAULT 'x'", "NULL", "null"),
                value("def_null_int", "int DEFAULT 7", "NULL", "null"),
                text("def_used", "varchar(5) DEFAULT 'x'", "DEFAULT", "x"),
                text("def_expression", "text DEFAULT (CONCAT('x', 'y'))", "DEFAULT", "xy"),
                text("def_decimal", "decimal(5,2) NOT NULL DEFAULT 1.5", "DEFAULT", "1.50"),
                value("gen_stored", "int GENERATED ALWAYS AS (i2_max + 1) STORED", "DEFAULT", "32768"),
                value("gen_virtual", "int GENERATED ALWAYS AS (i2_max + 2)", "DEFAULT", "32769"),
                value("hidden", "int INVISIBLE", "7", "7"));
    }

    /** The snapshot has MySQL's own text of it, with blanks; the stream has none. */
    private static TypeCase json(String column, String literal, String expected) {
        String compact = expected.replace("\": ", "\":").replace(", ", ",");
        TypeCase type = text(column, "json", "'" + literal + "'", compact).snapshot(quoted(expected));
        return compact.equals(expected) ? type : type.lost("The text of `json`");
    }

    private static TypeCase wkb(String column, String sqlType, String wkt, String wkb) {
        return value(column, sqlType, "ST_GeomFromText('" + wkt + "')", "{\"wkb\":" + quoted(wkb) + ",\"srid\":null}");
    }
}
