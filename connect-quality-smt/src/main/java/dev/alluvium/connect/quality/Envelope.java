// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row in what Debezium sends: in an envelope it is what the row became; a delete, a truncate, a message of the source and
 * what the connector says about itself have none.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-events">Debezium, change
 *     events</a>
 */
final class Envelope {
    /** Where rows are looked for. */
    enum Scope {
        /** In an envelope if it is one. */
        AUTO,
        /** In an envelope; what is none has no row. */
        ENVELOPE,
        /** The whole of what comes is the row, whatever it is. */
        FLAT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String AFTER = "after";
    static final String BEFORE = "before";

    /** The row is not in a field: it is the value itself. */
    static final String WHOLE = "";

    private static final String OPERATION = "op";
    private static final String SOURCE = "source";
    private static final Set<String> WITH_ROW = Set.of("c", "r", "u");
    private static final String DELETE = "d";
    private static final String SNAPSHOT = "r";
    /** What ExtractNewRecordState adds to a deleted row that it lets through. */
    private static final String DELETED = "__deleted";
    /** What it adds if it is told to. */
    private static final String FLAT_OPERATION = "__op";

    /** Of heartbeats, the bounds of transactions, and changes of a database's schema. */
    private static final String OWN_PREFIX = "io.debezium.connector.";

    private final Scope scope;

    Envelope(Scope scope) {
        this.scope = scope;
    }

    /** @return the name of the field that has the row, {@link #WHOLE}, or null if there is no row */
    @Nullable String row(@Nullable Schema schema, Object value) {
        if (scope == Scope.FLAT) {
            return WHOLE;
        }
        if (is(schema, value)) {
            return field(value, OPERATION) instanceof String op && WITH_ROW.contains(op) ? AFTER : null;
        }
        boolean isRow = scope == Scope.AUTO && !isOfTheConnector(schema) && !isDelete(schema, value);
        return isRow ? WHOLE : null;
    }

    /** Whether it is a change event with what the row was and what it became. */
    static boolean is(@Nullable Schema schema, Object value) {
        if (schema != null) {
            return schema.type() == Schema.Type.STRUCT
                    && hasField(schema, OPERATION, Schema.Type.STRING)
                    && hasField(schema, SOURCE, Schema.Type.STRUCT)
                    && hasField(schema, AFTER, Schema.Type.STRUCT);
        }
        return value instanceof Map<?, ?> map
                && map.get(OPERATION) instanceof String
                && map.get(SOURCE) instanceof Map
                && (map.containsKey(BEFORE) || map.containsKey(AFTER));
    }

    private static boolean hasField(Schema schema, String name, Schema.Type type) {
        Field field = schema.field(name);
        return field != null && field.schema().type() == type;
    }

    private static boolean isOfTheConnector(@Nullable Schema schema) {
        return schema != null && schema.name() != null && schema.name().startsWith(OWN_PREFIX);
    }

    private static boolean isDeleted(Object value) {
        Object deleted = field(value, DELETED);
        return deleted != null && "true".equals(deleted.toString());
    }

    /** Whether it says that a row was deleted. */
    static boolean isDelete(@Nullable Schema schema, @Nullable Object value) {
        return value != null && (isDeleted(value) || DELETE.equals(operation(schema, value)));
    }

    /** Whether it was read in a snapshot. */
    static boolean isSnapshot(@Nullable Schema schema, @Nullable Object value) {
        return value != null && SNAPSHOT.equals(operation(schema, value));
    }

    private static @Nullable Object operation(@Nullable Schema schema, Object value) {
        return field(value, is(schema, value) ? OPERATION : FLAT_OPERATION);
    }

    private static @Nullable Object field(Object value, String name) {
        if (value instanceof Struct struct) {
            return struct.schema().field(name) == null ? null : struct.getWithoutDefault(name);
        }
        return value instanceof Map<?, ?> map ? map.get(name) : null;
    }
}
