// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * A column of a table of the source, whose values are written as text so that both sides can be compared: as the source has
 * them, and as Debezium lays them down in bronze.
 *
 * @param type the source's name for the type: PostgreSQL's as {@code numeric}, {@code _text} for an array; MySQL's and MariaDB's
 *     in capitals, as {@code DECIMAL}
 */
record SourceColumn(String name, String type) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The column of the row that the result is at. MySQL's and MariaDB's session is to be in UTC. */
    @Nullable String fromSource(ResultSet row) throws SQLException {
        Object value =
                switch (type) {
                    case "timestamptz" -> instant(row.getObject(name, OffsetDateTime.class));
                    case "TIMESTAMP" -> utc(row.getObject(name, LocalDateTime.class));
                    case "timestamp", "DATETIME" -> row.getObject(name, LocalDateTime.class);
                    case "date", "DATE" -> row.getObject(name, LocalDate.class);
                    case "bool", "int2", "int4", "int8", "float4", "float8", "numeric" -> row.getObject(name);
                    case "DECIMAL", "DOUBLE" -> row.getObject(name);
                    case "BIT", "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> integer(row);
                    case "JSON" -> json(row.getString(name));
                    case "_text" -> elements(row.getArray(name));
                    default -> row.getString(name);
                };
        return value == null ? null : value.toString();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Instant utc(@Nullable LocalDateTime time) {
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    /** @throws IllegalArgumentException if the value is not of a type that Debezium uses for the column */
    @Nullable String fromBronze(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case "timestamptz", "TIMESTAMP" ->
                OffsetDateTime.parse((String) value).toInstant().toString();
            case "timestamp", "DATETIME" ->
                LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC).toString();
            case "JSON" -> json((String) value);
            default -> value.toString();
        };
    }

    private @Nullable Object integer(ResultSet row) throws SQLException {
        long value = row.getLong(name);
        return row.wasNull() ? null : value;
    }

    /** MySQL keeps documents in a form of its own, which it and Debezium write out with different blanks. */
    private static @Nullable String json(@Nullable String document) {
        try {
            return document == null ? null : JSON.readTree(document).toString();
        } catch (JsonProcessingException itShowsTheValue) {
            throw new IllegalArgumentException("a value is no JSON document");
        }
    }

    private static @Nullable String elements(@Nullable Array array) throws SQLException {
        return array == null ? null : Arrays.toString((Object[]) array.getArray());
    }
}
