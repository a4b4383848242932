// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static dev.alluvium.it.TypeCase.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every type that MariaDB has: those it shares with MySQL, and its own. */
final class MariaDbTypes {
    /** What MariaDB does not know. */
    private static final Set<String> MYSQL_ONLY = Set.of("vc_gb18030", "po_earth", "ts6_offset");

    private MariaDbTypes() {}

    static TypeZoo zoo() {
        Map<String, TypeCase> different =
                different().stream().collect(Collectors.toMap(TypeCase::column, Function.identity()));
        Stream<TypeCase> shared = MySqlTypes.shared()
                .filter(type -> !MYSQL_ONLY.contains(type.column()))
                .map(type -> different.getOrDefault(type.column(), type));
        return new TypeZoo(
                "zoo",
                MySqlTypes.SESSION,
                "id int PRIMARY KEY",
                Stream.concat(shared, own().stream()).toList(),
                List.of());
    }

    private static List<TypeCase> own() {
        return List.of(
                text("uu", "uuid", "'01890A5D-AC96-774B-BCCE-B302099A8057'", "01890a5d-ac96-774b-bcce-b302099a8057"),
                // A text that is checked.
                text("js", "json", "'{\"b\":  [1, 1.10], \"a\": null}'", "{\"b\":  [1, 1.10], \"a\": null}"));
    }

    /** Of the shared ones, those of which MariaDB or its connector makes something else. */
    private static List<TypeCase> different() {
        return List.of(text("ts_zero", "timestamp", "'0000-00-00 00:00:00'", "1970-01-01T00:00:00Z")
                .snapshot("null")
                .lost("Zero timestamps"));
    }
}
