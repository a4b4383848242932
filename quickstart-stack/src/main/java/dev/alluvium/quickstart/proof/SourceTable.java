// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table of the source as it stands.
 *
 * @param key names of the primary key's columns
 * @param rows by the values of the key, each the text of its columns by name
 */
record SourceTable(
        String name, List<SourceColumn> columns, List<String> key, Map<String, Map<String, @Nullable String>> rows) {

    SourceTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** Reads a table of the connection's database and schema. */
    static SourceTable read(Connection connection, String name) throws SQLException {
        List<String> key = primaryKey(connection, name);
        List<SourceColumn> columns = new ArrayList<>();
        Map<String, Map<String, @Nullable String>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + name)) {
            ResultSetMetaData meta = row.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(new SourceColumn(meta.getColumnName(i), meta.getColumnTypeName(i)));
            }
            while (row.next()) {
                Map<String, @Nullable String> values = new HashMap<>();
                for (SourceColumn column : columns) {
                    values.put(column.name(), column.fromSource(row));
                }
                rows.put(keyOf(key, values), values);
            }
        }
        return new SourceTable(name, columns, key, rows);
    }

    /** The key of a row, as one text. */
    String keyOf(Map<String, @Nullable String> values) {
        return keyOf(key, values);
    }

    private static String keyOf(List<String> key, Map<String, @Nullable String> values) {
        return String.join(
                "/",
                key.stream()
                        .map(column -> values.get(column))
                        .map(String::valueOf)
                        .toList());
    }

    private static List<String> primaryKey(Connection connection, String table) throws SQLException {
        Map<Short, String> columns = new TreeMap<>();
        try (ResultSet keys =
                connection.getMetaData().getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (keys.next()) {
                columns.put(keys.getShort("KEY_SEQ"), keys.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }
}
