// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a server takes for a type: it has no list of them, but of the words that it knows and of its plugins, and is asked. */
final class ServerTypes {
    private static final String PROBE = "alluvium_probe";
    private static final String WORDS = "SELECT WORD FROM information_schema.KEYWORDS "
            + "UNION SELECT PLUGIN_NAME FROM information_schema.PLUGINS WHERE PLUGIN_TYPE = 'DATA TYPE'";
    private static final List<String> WAYS = List.of("%s", "%s(1)", "%s('a')");

    private ServerTypes() {}

    /** Every type that a column can be of, unsigned ones apart, without lengths. */
    static Set<String> all(Statement statement) throws SQLException {
        List<String> words = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(WORDS)) {
            while (found.next()) {
                words.add(found.getString(1));
            }
        }
        Set<String> types = new TreeSet<>();
        for (String word : words) {
            for (String way : WAYS) {
                String type = String.format(way, word);
                if (probe(statement, type).filter(types::add).isPresent()) {
                    probe(statement, type + " unsigned").ifPresent(types::add);
                }
            }
        }
        return types;
    }

    /** The types of a table's columns, in the same words. */
    static Set<String> of(Statement statement, String table) throws SQLException {
        Set<String> types = new TreeSet<>();
        try (ResultSet columns = statement.executeQuery("SHOW COLUMNS FROM " + table)) {
            while (columns.next()) {
                types.add(plain(columns.getString("Type")));
            }
        }
        return types;
    }

    private static Optional<String> probe(Statement statement, String type) throws SQLException {
        try {
            // Of this session only: no log has it.
            statement.execute("CREATE TEMPORARY TABLE " + PROBE + " (c " + type + ")");
        } catch (SQLException noType) {
            return Optional.empty();
        }
        try {
            return of(statement, PROBE).stream().findFirst();
        } finally {
            statement.execute("DROP TEMPORARY TABLE " + PROBE);
        }
    }

    private static String plain(String type) {
        return type.replaceAll("\\(.*\\)", "").replace(" zerofill", "");
    }
}
