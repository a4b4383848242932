// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static dev.alluvium.it.TypeCase.base64;
import static dev.alluvium.it.TypeCase.missing;
import static dev.alluvium.it.TypeCase.opaque;
import static dev.alluvium.it.TypeCase.quoted;
import static dev.alluvium.it.TypeCase.rescued;
import static dev.alluvium.it.TypeCase.text;
import static dev.alluvium.it.TypeCase.value;

import java.util.List;

/** What of PostgreSQL's types has parts: geometry, ranges, arrays, composites. */
final class PostgresComposites {
    private PostgresComposites() {}

    static List<TypeCase> geometry() {
        return List.of(
                value(
                        "po",
                        "point",
                        "'(1.5,-2)'",
                        "{\"x\":\"1.5\",\"y\":\"-2.0\",\"wkb\":\"AQEAAAAAAAAAAAD4PwAAAAAAAADA\",\"srid\":null}"),
                value("li", "line", "'{1,2,3}'", "{\"a\":\"1.0\",\"b\":\"2.0\",\"c\":\"3.0\"}"),
                value(
                        "ls",
                        "lseg",
                        "'[(1,2),(3,4)]'",
                        "{\"wkb\":\"AQIAAAACAAAAAAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEA=\",\"srid\":null,\"extensions\":[[\"type\",\"lseg\"]]}"),
                value(
                        "bx",
                        "box",
                        "'(3,4),(1,2)'",
                        "{\"wkb\":\"AQMAAAABAAAABQAAAAAAAAAAAAhAAAAAAAAAEEAAAAAAAAAIQAAAAAAAAABAAAAAAAAA8D8AAAAAAAAAQAAAAAAAAPA/AAAAAAAAEEAAAAAAAAAIQAAAAAAAABBA\",\"srid\":null,\"extensions\":[[\"type\",\"box\"]]}"),
                value(
                        "pa_open",
                        "path",
                        "'[(1,2),(3,4)]'",
                        "{\"wkb\":\"AQIAAAACAAAAAAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEA=\",\"srid\":null,\"extensions\":[[\"closed\",\"false\"],[\"type\",\"path\"]]}"),
                value(
                        "pa_closed",
                        "path",
                        "'((1,2),(3,4))'",
                        "{\"wkb\":\"AQIAAAACAAAAAAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEA=\",\"srid\":null,\"extensions\":[[\"closed\",\"true\"],[\"type\",\"path\"]]}"),
                value(
                        "pg",
                        "polygon",
                        "'((1,2),(3,4),(5,6))'",
                        "{\"wkb\":\"AQMAAAABAAAABAAAAAAAAAAAAPA/AAAAAAAAAEAAAAAAAAAIQAAAAAAAABBAAAAAAAAAFEAAAAAAAAAYQAAAAAAAAPA/AAAAAAAAAEA=\",\"srid\":null,\"extensions\":[[\"type\",\"polygon\"]]}"),
                value(
                        "ce",
                        "circle",
                        "'<(1,2),3>'",
                        "{\"center\":{\"x\":\"1.0\",\"y\":\"2.0\",\"wkb\":\"AQEAAAAAAAAAAADwPwAAAAAAAABA\",\"srid\":null},\"radius\":\"3.0\"}"));
    }

    static List<TypeCase> ranges() {
        return List.of(
                text("r4", "int4range", "'(1,5]'", "[2,6)"),
                text("r8", "int8range", "'(,5)'", "(,5)"),
                text("rn", "numrange", "'[1.50,)'", "[1.50,)"),
                text(
                        "rt",
                        "tsrange",
                        "'[2024-01-01 00:00:00.123456,infinity)'",
                        "[\"2024-01-01 00:00:00.123456\",infinity)"),
                text("rtz", "tstzrange", "'[2024-01-01 02:00:00+02,)'", "[\"2024-01-01 00:00:00+00\",)"),
                text("rd", "daterange", "'empty'", "empty"),
                opaque("mr4", "int4multirange", "'{[1,5),[7,9)}'", "{[1,5),[7,9)}"),
                opaque("mr8", "int8multirange", "'{}'", "{}"),
                opaque("mrn", "nummultirange", "'{(,1.50]}'", "{(,1.50]}"),
                opaque(
                        "mrt",
                        "tsmultirange",
                        "'{[2024-01-01,2024-01-02)}'",
                        "{[\"2024-01-01 00:00:00\",\"2024-01-02 00:00:00\")}"),
                opaque("mrtz", "tstzmultirange", "'{[2024-01-01 00:00:00+00,)}'", "{[\"2024-01-01 00:00:00+00\",)}"),
                opaque("mrd", "datemultirange", "'{[2024-01-01,2024-01-02)}'", "{[2024-01-01,2024-01-02)}"));
    }

    static List<TypeCase> structures() {
        return List.of(
                opaque("comp", "pair", "ROW(1,'x y')::pair", "(1,\"x y\")"),
                value("comp_array", "pair[]", "ARRAY[ROW(1,'x')::pair]", "[" + quoted(base64("(1,x)")) + "]"),
                value("dom_array", "words", "'{a,b}'", "[\"a\",\"b\"]"));
    }

    static List<TypeCase> arrays() {
        return List.of(
                value("ai", "int[]", "'{1,NULL,-2147483648}'", "[1,null,-2147483648]"),
                value("ai_empty", "int[]", "'{}'", "[]"),
                value("ai_nulls", "int[]", "'{NULL}'", "[null]"),
                value("ai_two", "int[][]", "'{{1,2},{3,4}}'", "[null,null]").lost("Arrays of more than one dimension"),
                value("ai_bounds", "int[]", "'[5:6]={1,2}'", "[1,2]").lost("Bounds of arrays"),
                value("as2", "smallint[]", "'{1,NULL}'", "[1,null]"),
                value("al", "bigint[]", "'{9223372036854775807,NULL}'", "[9223372036854775807,null]"),
                value("at", "text[]", "'{a,NULL,\"NULL\",\"c,\\\"d\",\"\"}'", "[\"a\",null,\"NULL\",\"c,\\\"d\",\"\"]"),
                value("avc", "varchar(5)[]", "'{a,NULL}'", "[\"a\",null]"),
                value("ach", "char(3)[]", "'{a,NULL}'", "[\"a  \",null]"),
                value("an", "numeric(10,2)[]", "'{1.50,NULL}'", "[\"1.50\",null]"),
                value("anu", "numeric[]", "'{1.500,NULL,1e40}'", "[\"1.5\",null,\"1" + "0".repeat(40) + "\"]")
                        .lost("Zeros at the end"),
                value("ab", "boolean[]", "'{t,f,NULL}'", "[true,false,null]"),
                value("af4", "real[]", "'{1.5,NaN,NULL,-0}'", "[\"1.5\",\"0.0\",null,\"0.0\"]")
                        .lost("`NaN`, infinities and -0 of `real`"),
                value("af8", "double precision[]", "'{0.1,Infinity,NULL}'", "[\"0.1\",\"0.0\",null]")
                        .lost("`NaN`, infinities and -0 of `real`"),
                value(
                        "ad",
                        "date[]",
                        "'{2024-02-29,0001-01-01,1582-10-04,NULL}'",
                        "[\"2024-02-29\",\"0001-01-01\",\"1582-10-04\",null]"),
                value(
                                "ats",
                                "timestamp[]",
                                "'{2024-02-29 01:02:03.123456,NULL}'",
                                "[\"2024-02-29T01:02:03.123456Z\",null]")
                        .micros("[1709168523123456,null]"),
                value(
                        "atz",
                        "timestamptz[]",
                        "'{2024-02-29 01:02:03.123456+00,NULL}'",
                        "[\"2024-02-29T01:02:03.123456Z\",null]"),
                value("ati", "time[]", "'{01:02:03.123456,NULL}'", "[3723123000,null]")
                        .lost("Microseconds of arrays of `time`"),
                value("atiz", "timetz[]", "'{01:02:03.123456+00,NULL}'", "[\"01:02:03.123456Z\",null]"),
                missing("aiv", "interval[]", "'{1 day,NULL}'").lost("Arrays of `interval`"),
                value(
                        "auu",
                        "uuid[]",
                        "'{5f8d2c1e-0b77-4c6e-9f0a-2d1b3c4e5f60,NULL}'",
                        "[\"5f8d2c1e-0b77-4c6e-9f0a-2d1b3c4e5f60\",null]"),
                value("ajs", "json[]", "ARRAY['{\"a\":  1}'::json, NULL]", "[\"{\\\"a\\\":  1}\",null]"),
                value("ajb", "jsonb[]", "ARRAY['{\"a\":  1}'::jsonb, NULL]", "[\"{\\\"a\\\": 1}\",null]"),
                missing("axm", "xml[]", "ARRAY['<a/>'::xml, NULL]").lost("Arrays of `interval`"),
                value("aby", "bytea[]", "ARRAY['\\x00ff'::bytea, NULL]", "[\"AP8=\",null]"),
                value("abit", "bit(3)[]", "ARRAY[B'101', NULL]", "null").lost("Arrays of `bit`"),
                value("ae", "mood[]", "'{sad,NULL,ok}'", "null").lost("Arrays of an enum or of `ltree`"),
                value("ae2", "mood[]", "'{sad,ok}'", "[\"sad\",\"ok\"]"),
                value("alt2", "ltree[]", "'{a.b}'", "[\"a.b\"]"),
                value("abit1", "bit(1)[]", "'{1,0}'", "null").lost("Arrays of `bit`"),
                missing("avb", "varbit[]", "'{101}'").lost("Arrays of `interval`"),
                rescued("adate_infinity", "date[]", "'{infinity}'", "[-622191234]")
                        .lost("`infinity` of `date`"),
                rescued(
                                "ats_infinity",
                                "timestamp[]",
                                "'{infinity,-infinity}'",
                                "[9223372036854775807,-9223372036854775808]")
                        .micros("[9223372036854775807,-9223372036854775808]"),
                rescued(
                                "ats_far",
                                "timestamp[]",
                                "'{0044-03-15 12:00:00 BC,1582-10-04 12:00:00}'",
                                "[-63517953600000000,-12219336000000000]")
                        .micros("[-63517953600000000,-12219336000000000]")
                        .lost("Arrays of `timestamp` before"),
                value("atz_infinity", "timestamptz[]", "'{infinity}'", "[\"infinity\"]"),
                value("anu_nan", "numeric[]", "'{NaN}'", "null").lost("`NaN` and infinities of `numeric`"),
                value("an_nan", "numeric(5,2)[]", "'{NaN,1}'", "null").lost("`NaN` and infinities of `numeric`"),
                value("arn", "numrange[]", "'{\"[1.50,)\"}'", "[\"[1.50,)\"]"),
                value("amr", "int4multirange[]", "'{\"{[1,5)}\"}'", "[" + quoted(base64("{[1,5)}")) + "]"),
                value("als", "lseg[]", "ARRAY['[(1,2),(3,4)]'::lseg]", "null").lost("Arrays of `bit`"),
                value("amac8", "macaddr8[]", "'{08:00:2b:01:02:03:04:05}'", "[\"08:00:2b:01:02:03:04:05\"]"),
                value("arc", "regclass[]", "'{pg_class}'", "[" + quoted(base64("pg_class")) + "]"),
                missing("anm", "name[]", "'{a}'").lost("Arrays of `interval`"),
                value("ajp", "jsonpath[]", "'{$.a}'", "[" + quoted(base64("$.\"a\"")) + "]"),
                value("alsn", "pg_lsn[]", "'{16/B374D848}'", "[" + quoted(base64("16/B374D848")) + "]"),
                value("ain", "inet[]", "'{1.2.3.4,NULL}'", "[\"1.2.3.4\",null]"),
                value("acidr", "cidr[]", "'{10.0.0.0/8}'", "[\"10.0.0.0/8\"]"),
                value("amac", "macaddr[]", "'{08:00:2b:01:02:03}'", "[\"08:00:2b:01:02:03\"]"),
                missing("am", "money[]", "'{1.50,NULL}'").lost("Arrays of `interval`"),
                value("ao", "oid[]", "'{1,NULL,4294967295}'", "[1,null,4294967295]"),
                value("ar4", "int4range[]", "ARRAY['[1,5)'::int4range, NULL]", "[\"[1,5)\",null]"),
                missing("apo", "point[]", "ARRAY['(1,2)'::point, NULL]").lost("Arrays of `interval`"),
                value("ahs", "hstore[]", "ARRAY['a=>1'::hstore]", "[\"{\\\"a\\\":\\\"1\\\"}\"]"),
                value("aci", "citext[]", "'{A,NULL}'", "[\"A\",null]"),
                value("alt", "ltree[]", "'{a.b,NULL}'", "null").lost("Arrays of an enum or of `ltree`"),
                value("atv", "tsvector[]", "ARRAY['a'::tsvector]", "[\"'a'\"]"),
                value("adom", "positive[]", "'{1,NULL}'", "null").lost("Arrays of `bit`"));
    }
}
