// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.cdc;

import dev.alluvium.silver.cdc.EventHistory.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A row, its trace and its history as tables hold them: each write is one commit, after any of which a promotion may die. */
final class StoredRow {
    private CurrentRow row;
    private CurrentRow tombstone;
    private final TreeMap<String, RowVersion> versions = new TreeMap<>();
    private final TreeMap<String, Change> unseen = new TreeMap<>();

    /** @param writes how many are made before the promotion dies */
    void promoteCurrent(List<Change> batch, int writes) {
        CurrentRow written = CurrentMerge.of(row, tombstone, batch).orElse(null);
        if (written == null) {
            return;
        }
        if (writes > 0 && written.isGone()) {
            tombstone = written;
        }
        if (writes > 1) {
            row = written.isGone() ? null : written;
        }
    }

    /** @param writes how many are made before the promotion dies */
    void promoteHistory(List<Change> batch, int writes) {
        String first = batch.stream().map(Change::sequence).sorted().findFirst().orElseThrow();
        List<RowVersion> open = versions.values().stream()
                .filter(version -> version.end().isEmpty()
                        || version.end().get().sequence().compareTo(first) >= 0)
                .toList();
        HistoryMerge merge = HistoryMerge.of(open, new ArrayList<>(unseen.values()), batch, EventHistory.TRACKED);
        if (writes > 0) {
            merge.unseen().forEach(change -> unseen.put(change.sequence(), change));
        }
        if (writes > 1) {
            merge.endedVersions().forEach(versions::remove);
            merge.versions().forEach(version -> versions.put(version.first().sequence(), version));
        }
        if (writes > 2) {
            merge.seen().forEach(unseen::remove);
        }
    }

    List<Object> row() {
        return row == null ? List.of() : row.values();
    }

    List<Span> spans() {
        return versions.values().stream()
                .map(version -> new Span(
                        version.first().sequence(),
                        version.end().map(Change::sequence).orElse(""),
                        version.values()))
                .toList();
    }
}
