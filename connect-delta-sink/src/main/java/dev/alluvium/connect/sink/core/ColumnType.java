// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.List;

/**
 * The type of a column, in the words of the Delta protocol.
 *
 * <p>Only types that a table at protocol (1,2) may hold: every reader of Delta can read them.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#schema-serialization-format">Delta protocol,
 *     Schema Serialization Format</a>
 */
public sealed interface ColumnType {

    /** A type without parameters. {@code DATE} is days, {@code TIMESTAMP} is microseconds in UTC, both since 1970-01-01. */
    enum Primitive implements ColumnType {
        BOOLEAN,
        BYTE,
        SHORT,
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE,
        STRING,
        BINARY,
        DATE,
        TIMESTAMP
    }

    /** An exact number of at most 38 digits, {@code scale} of them behind the point. */
    record Decimal(int precision, int scale) implements ColumnType {
        public static final int MAX_PRECISION = 38;

        public Decimal {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "decimal(" + precision + "," + scale + ") is outside of Delta's range: "
                                + "a precision from 1 to 38 and a scale from 0 to the precision");
            }
        }
    }

    /** Named columns, each of them nullable. */
    record Struct(List<Column> columns) implements ColumnType {
        public Struct {
            columns = List.copyOf(columns);
        }
    }

    /** A list whose elements may be null. */
    record ListOf(ColumnType element) implements ColumnType {}

    /** A map whose values may be null; its keys may not. */
    record MapOf(ColumnType key, ColumnType value) implements ColumnType {}
}
