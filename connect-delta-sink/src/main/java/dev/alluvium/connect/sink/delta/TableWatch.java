// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches for what others do to a table that its txns do not show (rule 12 of the commit protocol): RESTORE and REPLACE take
 * rows away and leave the txns where they were, so that nobody would read those rows again.
 *
 * <p>A version of ours on top of it is the answer: who wrote that one has looked at what is before it. For one thread.
 */
final class TableWatch {
    private static final long NOTHING = -1;
    private static final String TXN_RETENTION = "delta.setTransactionRetentionDuration";
    private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);

    private final String table;
    private final LogDirectory log;
    private final RestoredTables policy;
    private final Set<String> told;
    private long seen = NOTHING;
    private String tableId = "";

    /**
     * @param policy where rows of ours were taken away
     * @param told what was warned of already, by all watches of the task
     */
    TableWatch(String table, LogDirectory log, RestoredTables policy, Set<String> told) {
        this.table = table;
        this.log = log;
        this.policy = policy;
        this.told = told;
    }

    /** A version of ours stands. */
    void wrote(long version) {
        if (seen == version - 1) {
            seen = version;
        }
    }

    /**
     * Looks at what is new. To be called with each snapshot that was read, before anything is written on top of it.
     *
     * @param id of the table, from its metadata
     * @return whether the table became another, or went back or forth: what was prepared for it must be prepared again, as
     *     its schema may have changed with it
     * @throws UnsupportedTableException if the table must not be written to
     */
    boolean look(long version, String id) throws IOException, UnsupportedTableException {
        if (version < seen) {
            throw anotherOne(version, id);
        }
        List<LogVersion> news = news(version);
        boolean isAnother = !(tableId.isEmpty() || tableId.equals(id));
        if (isAnother && news.stream().noneMatch(LogVersion::isReplacement)) {
            throw anotherOne(version, id);
        }
        Optional<String> taken = takenAway(news);
        if (taken.isPresent() && policy == RestoredTables.STOP) {
            throw new UnsupportedTableException(taken.get()
                    + " Bring them back with ./reingest (docs/reingest.md), after which the table goes on by itself, or "
                    + "set delta.table.restored=continue to go on without them");
        }
        seen = version;
        tableId = id;
        taken.filter(what -> policy == RestoredTables.WARN && told.add(what))
                .ifPresent(what -> LOG.warn("{} Going on, as delta.table.restored=continue says", what));
        return news.stream().anyMatch(one -> one.isRestore() || one.isReplacement());
    }

    private UnsupportedTableException anotherOne(long version, String id) {
        return new UnsupportedTableException("the table at " + table + " is no longer the one that was written to ("
                + "version " + seen + ", id " + tableId + "; it is now at version " + version + ", id " + id
                + "): somebody removed or replaced it. Its earlier rows do not come back by themselves. Bring the "
                + "table back, or restart the task to go on with this one and see docs/reingest.md");
    }

    /** The versions since the last look, the newest first; at the first one, back to one of ours. */
    private List<LogVersion> news(long newest) throws IOException {
        List<LogVersion> news = new ArrayList<>();
        for (long at = newest; at > seen; at--) {
            Optional<LogVersion> version = log.version(at);
            if (version.isEmpty()) {
                break;
            }
            news.add(version.get());
            if (seen == NOTHING && version.get().isOurs()) {
                break;
            }
        }
        return news;
    }

    private Optional<String> takenAway(List<LogVersion> news) throws IOException {
        Lost lost = new Lost(table);
        boolean oursBefore = seen != NOTHING;
        long at = Long.MAX_VALUE;
        for (LogVersion here : news) {
            if (here.isOurs()) {
                oursBefore = true;
                break;
            }
            if (here.version() > at) {
                continue;
            }
            if (here.isReplacement()) {
                lost.replacedBy(here);
            } else if (here.isRestore()) {
                long to = here.restoredTo();
                if (to == LogVersion.UNKNOWN) {
                    lost.restoredBy(here);
                    continue;
                }
                for (long undone = here.version() - 1; undone > to; undone--) {
                    Optional<LogVersion> commit = log.version(undone);
                    if (commit.isPresent() && commit.get().isOurs()) {
                        lost.undone(here, commit.get());
                    }
                }
                at = to;
            }
        }
        // With nothing of ours before it, it was there before we were.
        return oursBefore || lost.isCertain() ? lost.told() : Optional.empty();
    }

    /** Warns once if the table lets its txns expire. */
    void retention(Map<String, String> properties) {
        String duration = properties.get(TXN_RETENTION);
        if (duration != null && policy != RestoredTables.IGNORE && told.add(table + " " + TXN_RETENTION)) {
            LOG.warn(
                    "The table at {} forgets txns after {}: one of a partition without records for that long is forgotten "
                            + "as well, and if its records are read again then, they are in the table twice. Run: ALTER TABLE "
                            + "... UNSET TBLPROPERTIES ('{}')",
                    table,
                    duration,
                    TXN_RETENTION);
        }
    }

    /**
     * Where txns may expire, tells one that has from one that never was, by the commits that are still in the log.
     *
     * @param newest the version that was read
     * @throws UnsupportedTableException if the table has had a txn that it no longer has
     */
    void requireKept(Set<String> wanted, Set<String> found, long newest, Map<String, String> properties)
            throws IOException, UnsupportedTableException {
        if (policy == RestoredTables.IGNORE || !properties.containsKey(TXN_RETENTION) || found.containsAll(wanted)) {
            return;
        }
        Set<String> absent = new HashSet<>(wanted);
        absent.removeAll(found);
        for (long at = newest; at >= 0; at--) {
            Optional<LogVersion> version = log.version(at);
            if (version.isEmpty()) {
                return;
            }
            for (Map.Entry<String, long[]> covered : version.get().offsets().entrySet()) {
                if (absent.contains(covered.getKey())) {
                    throw new UnsupportedTableException("the table at " + table + " has lost its txn '"
                            + covered.getKey() + "', which version " + at + " set to "
                            + Arrays.stream(covered.getValue()).max().orElse(NOTHING)
                            + ": it lets txns expire. Without it records would come in twice. Leave its property "
                            + TXN_RETENTION + " until the connector's offset is past that, see docs/reingest.md");
                }
            }
        }
    }
}
