// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the commits that are still in a table's log say they covered, and what others did to the table.
 *
 * @param firstVersion the oldest version that was read; 0 if all were, more if the log was cleaned, -1 if none were
 * @param covered by appId
 * @param overlaps offsets that two commits say they covered
 * @param changes versions that took rows away or brought old ones back, in words
 */
record History(long firstVersion, Map<String, OffsetRange> covered, List<String> overlaps, List<String> changes) {
    static final History UNREAD = new History(-1, Map.of(), List.of(), List.of());

    History {
        covered = Map.copyOf(covered);
        overlaps = List.copyOf(overlaps);
        changes = List.copyOf(changes);
    }

    /** Whether every commit that ever was has been read. */
    boolean isWhole() {
        return firstVersion == 0;
    }

    /**
     * What {@code commitInfo} says of one version.
     *
     * @param offsets by appId, the lowest offset of a row and the last offset covered
     */
    record Entry(long version, String operation, Map<String, OffsetRange> offsets) {
        Entry {
            offsets = Map.copyOf(offsets);
        }
    }

    /** Takes entries in the order of their versions. */
    static final class Gathering {
        private static final int MAX_TOLD = 100;
        private static final Set<String> TAKE_ROWS_AWAY = Set.of("DELETE", "UPDATE", "MERGE", "TRUNCATE", "RESTORE");

        private final Map<String, OffsetRange> covered = new HashMap<>();
        private final List<String> overlaps = new ArrayList<>();
        private final List<String> changes = new ArrayList<>();
        private long firstVersion = -1;

        void add(Entry entry) {
            if (firstVersion < 0) {
                firstVersion = entry.version();
            }
            String operation = entry.operation();
            if ((TAKE_ROWS_AWAY.contains(operation) || operation.contains("REPLACE")) && changes.size() < MAX_TOLD) {
                changes.add("version " + entry.version() + " is a " + operation);
            }
            entry.offsets().forEach((appId, range) -> cover(entry.version(), appId, range));
        }

        private void cover(long version, String appId, OffsetRange range) {
            OffsetRange before = covered.get(appId);
            if (before == null) {
                covered.put(appId, range);
                return;
            }
            if (range.first() <= before.last() && overlaps.size() < MAX_TOLD) {
                overlaps.add("version " + version + " covers " + range + " of " + appId
                        + ", which earlier versions had covered to " + before.last());
            }
            covered.put(
                    appId,
                    new OffsetRange(Math.min(before.first(), range.first()), Math.max(before.last(), range.last())));
        }

        History done() {
            return new History(firstVersion, covered, overlaps, changes);
        }
    }
}
