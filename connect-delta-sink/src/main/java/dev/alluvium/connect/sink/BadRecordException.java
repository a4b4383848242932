// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import org.jspecify.annotations.Nullable;

/**
 * A record cannot become a row of its table, whatever the table looks like: a verdict on record and configuration alone, so
 * that each replay comes to the same one. The message names fields and types, never a value.
 */
final class BadRecordException extends RuntimeException {
    /** How far the record came. */
    enum Stage {
        /** No table could be found for it. */
        ROUTE("route"),
        /** No table can have its schema, or its value has another one. */
        SCHEMA("schema"),
        /** Something in it contradicts its schema, or has no form in a table. */
        VALUE("value"),
        /** A table could have it, but a quality gate says that it is to be kept apart. */
        QUALITY("quality");

        private final String text;

        Stage(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final Stage stage;
    private final @Nullable String field;

    /** @param field the path of the field at fault, null if none is known */
    BadRecordException(Stage stage, @Nullable String field, String reason, @Nullable Throwable cause) {
        // Without a stack trace: where a topic is bad as a whole, there is one of these for each record.
        super(reason, cause, false, false);
        this.stage = stage;
        this.field = field;
    }

    Stage stage() {
        return stage;
    }

    @Nullable String field() {
        return field;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
