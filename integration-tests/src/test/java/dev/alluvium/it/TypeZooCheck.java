// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/**
 * Compares rows of bronze, as one reader gives them, with a zoo's cases: each column, and what was rescued of it.
 *
 * @param roundsTimes whether the reader shows a TIMESTAMP as Trino does
 */
record TypeZooCheck(TypeZoo zoo, Iterable<JsonNode> rows, boolean roundsTimes, SoftAssertions softly) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INSTANT = Pattern.compile("[^\"]+Z(?=\")");

    TypeZooCheck(TypeZoo zoo, Iterable<JsonNode> rows, SoftAssertions softly) {
        this(zoo, rows, false, softly);
    }

    /**
     * All that came by snapshot (rows 1 and 2, of which the second holds nothing) and by stream (3 and 4 likewise, and 3
     * deleted again) holds what the cases say.
     */
    static void cameAndWent(TypeZoo zoo, Iterable<JsonNode> rows, boolean roundsTimes) throws IOException {
        SoftAssertions softly = new SoftAssertions();
        TypeZooCheck check = new TypeZooCheck(zoo, rows, roundsTimes, softly);
        check.row("r", 1, TypeCase::snapshotted);
        check.nulls("r", 2);
        check.row("c", 3, TypeCase::streamed);
        check.nulls("c", 4);
        check.row("d", 3, TypeCase::streamed);
        softly.assertAll();
    }

    /** The one row of an operation and an {@code id} holds what the cases say. */
    void row(String operation, int id, Function<TypeCase, TypeCase.Seen> expected) throws IOException {
        check(operation, id, type -> true, expected);
    }

    /** The one row of an operation and an {@code id} holds nothing but nulls, and defaults. */
    void nulls(String operation, int id) throws IOException {
        check(operation, id, TypeCase::nullByDefault, TypeCase::ofNull);
    }

    private void check(String operation, int id, Predicate<TypeCase> which, Function<TypeCase, TypeCase.Seen> expected)
            throws IOException {
        String image = operation.equals("d") ? "before" : "after";
        JsonNode row = row(rows, operation, id);
        JsonNode rescued = row.path("_rescued").isTextual()
                ? JSON.readTree(row.path("_rescued").asText())
                : MissingNode.getInstance();
        for (TypeCase type : zoo.cases().stream().filter(which).toList()) {
            String what = operation + " " + type.sqlType() + " " + type.literal() + ", " + type.column();
            TypeCase.Seen seen = expected.apply(type);
            JsonNode columns = row.path(image);
            same(what, columns.path(type.column()), shown(seen));
            same(what + "__us", columns.path(type.column() + "__us"), seen.micros());
            same(what + " in _rescued", rescued.path(image + "." + type.column()), seen.rescued());
        }
    }

    /** A count of microseconds beside it tells a TIMESTAMP from other texts. */
    private String shown(TypeCase.Seen seen) {
        return roundsTimes && !seen.micros().isEmpty()
                ? INSTANT.matcher(seen.value()).replaceAll(at -> TrinoTime.shown(Instant.parse(at.group()))
                        .toString())
                : seen.value();
    }

    private void same(String what, JsonNode actual, String expected) {
        softly.assertThat(actual.toString()).as(what).isEqualTo(expected);
    }

    static JsonNode row(Iterable<JsonNode> rows, String operation, int id) {
        String image = operation.equals("d") ? "before" : "after";
        for (JsonNode row : rows) {
            if (row.path("op").asText().equals(operation)
                    && row.path(image).path("id").asInt() == id) {
                return row;
            }
        }
        throw new AssertionError("no row of op " + operation + " and id " + id + " among " + List.of(rows));
    }
}
