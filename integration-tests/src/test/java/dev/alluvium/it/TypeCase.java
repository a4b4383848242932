// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A column of a source's table with one value, and what bronze must hold of it.
 *
 * @param column the name of the column, in the source and in the images of the row
 * @param sqlType the source's type, with whatever else its definition says
 * @param literal the value in the source's SQL
 * @param streamed what bronze holds when the value came as a change
 * @param snapshotted what bronze holds when it came by the snapshot
 * @param lost the line of {@code docs/type-mapping.md} that says what came to the sink instead, or how its beginning goes;
 *     null if nothing is lost before the sink
 */
record TypeCase(
        String column,
        String sqlType,
        String literal,
        Seen streamed,
        Seen snapshotted,
        @Nullable String lost) {

    /**
     * What bronze holds, as JSON of {@link BronzeJson}.
     *
     * @param value in the column; empty if there is no such column
     * @param micros in the column {@code <name>__us} beside it; empty if there is no such column
     * @param rescued in {@code _rescued}; empty if nothing
     */
    record Seen(String value, String micros, String rescued) {}

    private static final String NONE = "";
    private static final String NULL = "null";

    static TypeCase value(String column, String sqlType, String literal, String expected) {
        Seen seen = new Seen(expected, NONE, NONE);
        return new TypeCase(column, sqlType, literal, seen, seen, null);
    }

    /** A value that bronze holds as this text. */
    static TypeCase text(String column, String sqlType, String literal, String expected) {
        return value(column, sqlType, literal, quoted(expected));
    }

    /** A value that bronze holds as the bytes of this text, in a BINARY: what Debezium has no type of its own for. */
    static TypeCase opaque(String column, String sqlType, String literal, String expected) {
        return value(column, sqlType, literal, quoted(base64(expected)));
    }

    /** A value that bronze does not hold in its column, but in {@code _rescued}. */
    static TypeCase rescued(String column, String sqlType, String literal, String rescued) {
        return value(column, sqlType, literal, NULL).with(new Seen(NULL, NONE, rescued));
    }

    /** A column that Debezium leaves out. */
    static TypeCase missing(String column, String sqlType, String literal) {
        return value(column, sqlType, literal, NONE);
    }

    /** The same, with a count of microseconds beside it. */
    TypeCase micros(String beside) {
        return with(new Seen(streamed.value(), beside, streamed.rescued()));
    }

    TypeCase lost(String how) {
        return new TypeCase(column, sqlType, literal, streamed, snapshotted, how);
    }

    /** But the snapshot gave another value. */
    TypeCase snapshot(String value) {
        return new TypeCase(column, sqlType, literal, streamed, new Seen(value, NONE, NONE), lost);
    }

    /** But the snapshot gave another value, and another count beside it. */
    TypeCase snapshot(String value, String micros) {
        return new TypeCase(column, sqlType, literal, streamed, new Seen(value, micros, NONE), lost);
    }

    /** But the snapshot gave another value, which was rescued. */
    TypeCase snapshotRescued(String rescued) {
        return new TypeCase(column, sqlType, literal, streamed, new Seen(NULL, NONE, rescued), lost);
    }

    private TypeCase with(Seen seen) {
        return new TypeCase(column, sqlType, literal, seen, seen, lost);
    }

    /** What bronze holds of a null: the column is there or is not. */
    Seen ofNull() {
        return new Seen(
                streamed.value().isEmpty() ? NONE : NULL, streamed.micros().isEmpty() ? NONE : NULL, NONE);
    }

    /** Whether a row that names no value for the column gets a null. */
    boolean nullByDefault() {
        return !sqlType.contains("DEFAULT") && !sqlType.contains("serial");
    }

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
