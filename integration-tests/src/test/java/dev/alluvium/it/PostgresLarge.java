// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static dev.alluvium.it.TypeCase.base64;
import static dev.alluvium.it.TypeCase.quoted;
import static dev.alluvium.it.TypeCase.text;
import static dev.alluvium.it.TypeCase.value;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values that PostgreSQL keeps out of line, in a table whose updates do not carry them, and what comes in their place. */
final class PostgresLarge {
    private static final String PLACEHOLDER = "__debezium_unavailable_value";
    private static final String ONE = "[" + quoted(PLACEHOLDER) + "]";

    /** Its characters. */
    private static final String NUMBERS =
            PLACEHOLDER.chars().mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));

    private static final String DAYS = PLACEHOLDER
            .chars()
            .mapToObj(day -> quoted(LocalDate.ofEpochDay(day).toString()))
            .collect(Collectors.joining(",", "[", "]"));

    private PostgresLarge() {}

    static TypeZoo zoo() {
        List<TypeCase> cases = cases();
        Stream<String> outOfLine =
                cases.stream().map(type -> "ALTER TABLE large ALTER COLUMN " + type.column() + " SET STORAGE EXTERNAL");
        return new TypeZoo("large", List.of(), "id int PRIMARY KEY, changed int", cases, outOfLine.toList());
    }

    private static List<TypeCase> cases() {
        return List.of(
                text("te", "text", "repeat('x', 3000)", PLACEHOLDER),
                text("vc", "varchar", "repeat('x', 3000)", PLACEHOLDER),
                text("js", "json", "to_json(repeat('x', 3000))", PLACEHOLDER),
                text("jb", "jsonb", "to_jsonb(repeat('x', 3000))", PLACEHOLDER),
                text("xm", "xml", "('<a>' || repeat('x', 3000) || '</a>')::xml", PLACEHOLDER),
                text("ci", "citext", "repeat('x', 3000)", PLACEHOLDER),
                text(
                        "hs",
                        "hstore",
                        "hstore('a', repeat('x', 3000))",
                        "{\"" + PLACEHOLDER + "\":\"" + PLACEHOLDER + "\"}"),
                text("by", "bytea", "decode(repeat('00ff', 3000), 'hex')", base64(PLACEHOLDER)),
                text(
                        "tv",
                        "tsvector",
                        "(SELECT string_agg('w' || i, ' ')::tsvector FROM generate_series(1, 1000) i)",
                        PLACEHOLDER),
                value("nu", "numeric", "repeat('7', 6000)::numeric", "null")
                        .lost("Large values that an update left alone"),
                value("vb", "varbit", "repeat('1', 30000)::varbit", "null")
                        .lost("Large values that an update left alone"),
                value("pg", "polygon", "('(' || repeat('(1,2),', 300) || '(3,4))')::polygon", "null")
                        .lost("Large values that an update left alone"),
                value("jp", "jsonpath", "('$.\"' || repeat('x', 3000) || '\"')::jsonpath", quoted(base64(PLACEHOLDER))),
                value("ai", "int[]", "array_fill(7, ARRAY[1500])", NUMBERS),
                value("al", "bigint[]", "array_fill(7::bigint, ARRAY[1500])", NUMBERS),
                value("asm", "smallint[]", "array_fill(7::smallint, ARRAY[3000])", "null")
                        .lost("Large values that an update left alone"),
                value("ad", "date[]", "array_fill('2024-01-01'::date, ARRAY[1500])", DAYS),
                value("at", "text[]", "array_fill('abc'::text, ARRAY[1500])", ONE),
                value(
                        "au",
                        "uuid[]",
                        "array_fill('5f8d2c1e-0b77-4c6e-9f0a-2d1b3c4e5f60'::uuid, ARRAY[1500])",
                        "[\"b68a35a7-17ad-35b3-af2a-ae46edb4545a\"]"),
                value(
                        "aby",
                        "bytea[]",
                        "array_fill('\\x00'::bytea, ARRAY[1500])",
                        "[" + quoted(base64(PLACEHOLDER)) + "]"),
                value("anu", "numeric[]", "array_fill(1.5::numeric, ARRAY[1500])", "null")
                        .lost("Large values that an update left alone"),
                value("ats", "timestamp[]", "array_fill('2024-01-01'::timestamp, ARRAY[1500])", "null")
                        .micros("null")
                        .lost("Large values that an update left alone"),
                value("atz", "timestamptz[]", "array_fill('2024-01-01'::timestamptz, ARRAY[1500])", "null")
                        .lost("Large values that an update left alone"),
                value("af", "double precision[]", "array_fill(1.5::float8, ARRAY[1500])", "null")
                        .lost("Large values that an update left alone"),
                value("ab", "boolean[]", "array_fill(true, ARRAY[3000])", "null")
                        .lost("Large values that an update left alone"),
                value("amo", "mood[]", "array_fill('ok'::mood, ARRAY[1500])", "null")
                        .lost("Large values that an update left alone"));
    }
}
