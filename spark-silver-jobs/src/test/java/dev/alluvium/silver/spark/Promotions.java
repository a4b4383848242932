// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is said of a table of Debezium's events: next to nothing. */
final class Promotions {
    private Promotions() {}

    static Promoted debezium(Path source, Path target, String storedAs, List<String> untracked) {
        return new Promoted(
                source.toString(),
                target.toString(),
                List.of(),
                List.of(),
                "",
                "",
                false,
                List.of(),
                List.of(),
                storedAs,
                List.of(),
                untracked,
                Map.of(),
                0,
                Map.of());
    }
}
