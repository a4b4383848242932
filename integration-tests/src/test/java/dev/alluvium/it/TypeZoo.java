// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A database's types: a table with a column for each case, in rows that come by snapshot and by stream.
 *
 * @param table the table's name, in the source
 * @param preparation statements before the table is made: extensions, types
 * @param cases the columns beside {@code id}
 * @param key the definition of the column {@code id}
 * @param afterwards statements after the table is made
 */
record TypeZoo(String table, List<String> preparation, String key, List<TypeCase> cases, List<String> afterwards) {
    /** The statements that make the table. */
    List<String> create() {
        String columns = cases.stream()
                .map(type -> type.column() + " " + type.sqlType())
                .collect(Collectors.joining(", ", "CREATE TABLE " + table + " (" + key + ", ", ")"));
        return Stream.of(preparation, List.of(columns), afterwards)
                .flatMap(List::stream)
                .toList();
    }

    /** A row of all the values. */
    String insert(int id) {
        String columns = cases.stream().map(TypeCase::column).collect(Collectors.joining(", "));
        return cases.stream()
                .map(TypeCase::literal)
                .collect(Collectors.joining(
                        ", ", "INSERT INTO " + table + " (id, " + columns + ") VALUES (" + id + ", ", ")"));
    }

    /** A row of nulls, or of defaults where a column has one. */
    String insertNothing(int id) {
        return "INSERT INTO " + table + " (id) VALUES (" + id + ")";
    }

    String delete(int id) {
        return "DELETE FROM " + table + " WHERE id = " + id;
    }
}
