// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of a PostgreSQL table, whose values are written as text so that both sides can be compared: as PostgreSQL has
 * them, and as Debezium lays them down in bronze.
 *
 * @param type PostgreSQL's name for the type, as {@code numeric}, {@code _text} for an array
 */
record SourceColumn(String name, String type) {

    @Nullable String fromPostgres(ResultSet row) throws SQLException {
        Object value =
                switch (type) {
                    case "timestamptz" -> row.getObject(name, OffsetDateTime.class);
                    case "timestamp" -> row.getObject(name, LocalDateTime.class);
                    case "date" -> row.getObject(name, LocalDate.class);
                    case "bool", "int2", "int4", "int8", "float4", "float8", "numeric" -> row.getObject(name);
                    case "_text" -> elements(row.getArray(name));
                    default -> row.getString(name);
                };
        return value == null
                ? null
                : value instanceof OffsetDateTime time ? time.toInstant().toString() : value.toString();
    }

    /** @throws IllegalArgumentException if the value is not of a type that Debezium uses for the column */
    @Nullable String fromBronze(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case "timestamptz" ->
                OffsetDateTime.parse((String) value).toInstant().toString();
            case "timestamp" ->
                LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC).toString();
            default -> value.toString();
        };
    }

    private static @Nullable String elements(@Nullable Array array) throws SQLException {
        return array == null ? null : Arrays.toString((Object[]) array.getArray());
    }
}
