// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers, for one message, which rows of ours somebody took out of a table. */
final class Lost {
    private final String table;
    private final StringBuilder how = new StringBuilder();
    private final SortedMap<String, long[]> offsets = new TreeMap<>();
    private boolean unknown;

    Lost(String table) {
        this.table = table;
    }

    /** A commit of ours went away by a RESTORE. */
    void undone(LogVersion restore, LogVersion commit) {
        commit.offsets().forEach((appId, range) -> {
            if (offsets.isEmpty()) {
                tell(restore.version() + " is a RESTORE to version " + restore.restoredTo());
            }
            offsets.merge(appId, range, (a, b) -> new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
        });
    }

    void restoredBy(LogVersion restore) {
        unknown = true;
        tell(restore.version() + " is a RESTORE to "
                + restore.parameters().path("timestamp").asText("a time"));
    }

    void replacedBy(LogVersion replacement) {
        unknown = true;
        boolean isReplace = replacement.operation().contains("REPLACE");
        tell(replacement.version() + " is a " + replacement.operation() + (isReplace ? "" : " over the whole table"));
    }

    private void tell(String what) {
        how.append(how.isEmpty() ? "version " : ", version ").append(what);
    }

    boolean isKnown() {
        return unknown || isCertain();
    }

    /** Whether commits of ours are known to have gone. */
    boolean isCertain() {
        return !offsets.isEmpty();
    }

    /** What happened, empty if nothing was lost. */
    Optional<String> told() {
        if (!isKnown()) {
            return Optional.empty();
        }
        String ranges = offsets.entrySet().stream()
                .map(Lost::range)
                .collect(Collectors.joining(", ", " Taken away: offsets ", "."));
        return Optional.of("Rows were taken out of the table at " + table + ": " + how
                + ". Its txns stand where they were, so these rows do not come back by themselves."
                + (isCertain() ? ranges : " Which ones, ./verify tells."));
    }

    private static String range(Map.Entry<String, long[]> range) {
        return range.getValue()[0] + " to " + range.getValue()[1] + " of " + range.getKey();
    }
}
