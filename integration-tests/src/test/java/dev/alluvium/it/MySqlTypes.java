// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.util.List;
import java.util.stream.Stream;

/** Every type that MySQL has, with the values that others lose. */
final class MySqlTypes {
    /** Lets dates in that no calendar has, as servers of old did, and tells timestamps in UTC whatever the server's zone is. */
    static final List<String> SESSION =
            List.of("SET SESSION sql_mode = 'STRICT_TRANS_TABLES'", "SET SESSION time_zone = '+00:00'");

    private MySqlTypes() {}

    static TypeZoo zoo() {
        return new TypeZoo(
                "zoo",
                SESSION,
                "id int PRIMARY KEY",
                Stream.concat(shared(), MySqlTexts.structures().stream()).toList(),
                List.of());
    }

    /** Those that MariaDB has as well, but for a few. */
    static Stream<TypeCase> shared() {
        return Stream.of(
                        MySqlNumbers.integers(),
                        MySqlNumbers.fractions(),
                        MySqlTimes.dates(),
                        MySqlTimes.times(),
                        MySqlTimes.timestamps(),
                        MySqlTexts.texts(),
                        MySqlTexts.bytes(),
                        MySqlTexts.geometry(),
                        MySqlTexts.columns())
                .flatMap(List::stream);
    }
}
