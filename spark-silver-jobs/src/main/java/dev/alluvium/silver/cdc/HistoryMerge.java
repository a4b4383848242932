// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What has to be written so that the stored history of a row has new changes in it.
 *
 * <p>Of what is stored it needs: every version that had not ended before the first of the changes, and everything unseen. Written in the order
 * unseen changes, versions, unseen changes to remove, a crash between any two of them leaves what the same changes mend when they are told again.
 *
 * @param versions to write, each in place of the stored one that begins with the same change
 * @param endedVersions the sequences that versions to remove begin with
 * @param unseen changes to write
 * @param seen the sequences of unseen changes to remove
 */
public record HistoryMerge(
        List<RowVersion> versions, Set<String> endedVersions, List<Change> unseen, Set<String> seen) {
    public HistoryMerge {
        versions = List.copyOf(versions);
        endedVersions = Set.copyOf(endedVersions);
        unseen = List.copyOf(unseen);
        seen = Set.copyOf(seen);
    }

    /**
     * Works it out.
     *
     * @param stored the versions that had not ended before the first change
     * @param unseen all that is stored of the row
     * @param changes in any order; deletes that concern more than this row may be among them, and count as told
     * @param tracked as of {@link RowHistory}
     */
    public static HistoryMerge of(
            List<RowVersion> stored, List<Change> unseen, List<Change> changes, Set<Integer> tracked) {
        TreeMap<String, Change> all = new TreeMap<>();
        String from = Stream.concat(changes.stream(), stored.stream().map(RowVersion::first))
                .map(Change::sequence)
                .min(Comparator.naturalOrder())
                .orElse("");
        Set<String> hidden = new HashSet<>();
        for (Change change : unseen) {
            if (change.sequence().compareTo(from) >= 0) {
                hidden.add(change.sequence());
                all.put(change.sequence(), change);
            }
        }
        Map<String, RowVersion> before = new HashMap<>();
        for (RowVersion version : stored) {
            before.put(version.first().sequence(), version);
            all.putIfAbsent(version.first().sequence(), version.retold());
        }
        for (RowVersion version : stored) {
            version.end().ifPresent(end -> {
                if (!before.containsKey(end.sequence())) {
                    all.putIfAbsent(end.sequence(), Change.delete(end.sequence(), end.about()));
                }
            });
        }
        changes.forEach(change -> all.putIfAbsent(change.sequence(), change));

        RowHistory history = new RowHistory(tracked);
        all.values().forEach(history::tell);
        return difference(history, before, hidden);
    }

    private static HistoryMerge difference(RowHistory history, Map<String, RowVersion> before, Set<String> hidden) {
        List<RowVersion> write = new ArrayList<>();
        Set<String> gone = new HashSet<>(before.keySet());
        for (RowVersion version : history.versions()) {
            gone.remove(version.first().sequence());
            RowVersion old = before.get(version.first().sequence());
            if (old == null || !isSame(old, version)) {
                write.add(version);
            }
        }
        Set<String> seen = new HashSet<>(hidden);
        history.unseen().forEach(change -> seen.remove(change.sequence()));
        return new HistoryMerge(write, gone, history.unseen(), seen);
    }

    private static boolean isSame(RowVersion one, RowVersion other) {
        return one.end().map(Change::sequence).equals(other.end().map(Change::sequence))
                && one.carried().equals(other.carried())
                && Arrays.deepEquals(one.values().toArray(), other.values().toArray());
    }
}
