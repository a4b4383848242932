// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.util.List;
import java.util.stream.Stream;

/** Every type that PostgreSQL has built in or brings along, with the values that others lose. */
final class PostgresTypes {
    private PostgresTypes() {}

    static TypeZoo zoo() {
        return new TypeZoo(
                "zoo",
                List.of(
                        "CREATE EXTENSION hstore",
                        "CREATE EXTENSION ltree",
                        "CREATE EXTENSION citext",
                        "CREATE TYPE mood AS ENUM ('sad', 'ok', 'so, \"so\"')",
                        "CREATE TYPE pair AS (a int, b text)",
                        "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                        "CREATE DOMAIN price AS numeric(10,2)",
                        "CREATE DOMAIN word AS text",
                        "CREATE DOMAIN feeling AS mood",
                        "CREATE DOMAIN words AS text[]"),
                "id int PRIMARY KEY",
                Stream.of(
                                PostgresScalars.numbers(),
                                PostgresScalars.texts(),
                                PostgresScalars.networksAndIdentifiers(),
                                PostgresTimes.dates(),
                                PostgresTimes.times(),
                                PostgresTimes.timestamps(),
                                PostgresComposites.geometry(),
                                PostgresComposites.ranges(),
                                PostgresComposites.structures(),
                                PostgresComposites.arrays())
                        .flatMap(List::stream)
                        .toList(),
                // Deletes then carry the whole row, which comes by another way than inserts.
                List.of("ALTER TABLE zoo REPLICA IDENTITY FULL"));
    }
}
