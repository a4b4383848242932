// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import dev.alluvium.silver.cdc.Change;
import dev.alluvium.silver.cdc.HistoryMerge;
import dev.alluvium.silver.cdc.RowVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What events make of the history of a row: the versions and unseen events to write and to remove. */
final class HistoryFold implements Groups.Fold {
    static final String EVENT = "event";
    static final String VERSION = "version";
    static final String UNSEEN = "unseen";
    /** Remove this version. */
    static final String ENDED = "ended";
    /** Remove this unseen event. */
    static final String SEEN = "seen";

    private static final long serialVersionUID = 1;

    private final Rows rows;
    private final ArrayList<Truncate> truncates;
    private final ArrayList<Truncate> news;

    /**
     * @param truncates all changes that ended every row
     * @param news those of them that are new
     */
    HistoryFold(Rows rows, List<Truncate> truncates, List<Truncate> news) {
        this.rows = rows;
        this.truncates = new ArrayList<>(truncates);
        this.news = new ArrayList<>(news);
    }

    @Override
    public List<Row> fold(List<@Nullable Object> key, List<Row> group) {
        List<RowVersion> versions = new ArrayList<>();
        List<Change> unseen = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Row row : group) {
            switch (rows.role(row)) {
                case VERSION -> versions.add(rows.version(row));
                case UNSEEN -> unseen.add(rows.change(row));
                default -> changes.add(rows.change(row));
            }
        }
        String from = changes.stream()
                .map(Change::sequence)
                .min(Comparator.naturalOrder())
                .orElse("\uffff");
        for (Truncate truncate : truncates) {
            if (truncate.sequence().compareTo(from) > 0 || news.contains(truncate)) {
                changes.add(truncate.change());
            }
        }
        List<Row> written = new ArrayList<>();
        if (changes.isEmpty()) {
            return written;
        }
        HistoryMerge merge = HistoryMerge.of(versions, unseen, changes, rows.tracked());
        merge.unseen().stream()
                .filter(change -> !((About) change.about()).isTruncate())
                .forEach(change -> written.add(rows.row(key, change, UNSEEN)));
        merge.versions().forEach(version -> written.add(rows.row(key, version, VERSION)));
        merge.endedVersions().forEach(sequence -> written.add(rows.row(key, sequence, ENDED)));
        merge.seen().forEach(sequence -> written.add(rows.row(key, sequence, SEEN)));
        return written;
    }
}
