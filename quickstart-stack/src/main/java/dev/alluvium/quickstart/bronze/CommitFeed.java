// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** All tables of a warehouse as their commits come in. Not for use by several threads at once. */
public final class CommitFeed {
    private final Warehouse warehouse;
    private final Map<String, TableFollower> tables = new TreeMap<>();
    private final Map<String, TableTotals> totals = new TreeMap<>();

    /**
     * Where a table stands.
     *
     * @param rows ever added
     * @param files ever added
     * @param last its last commit
     */
    public record TableTotals(long rows, long files, long bytes, SeenCommit last) {
        TableTotals plus(SeenCommit commit) {
            return new TableTotals(rows + commit.rows(), files + commit.files(), bytes + commit.bytes(), commit);
        }
    }

    public CommitFeed(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The commits that appeared since the last call, of tables old and new. */
    public List<SeenCommit> poll() {
        for (String table : warehouse.tables()) {
            tables.computeIfAbsent(table, name -> new TableFollower(warehouse, name));
        }
        List<SeenCommit> commits = new ArrayList<>();
        tables.values().forEach(table -> commits.addAll(table.poll()));
        for (SeenCommit commit : commits) {
            TableTotals before = totals.getOrDefault(commit.table(), new TableTotals(0, 0, 0, commit));
            totals.put(commit.table(), before.plus(commit));
        }
        return commits;
    }

    /** By table, as of the last {@link #poll}. */
    public Map<String, TableTotals> totals() {
        return Map.copyOf(totals);
    }

    /** The last offset of each topic-partition that some table covers, as of the last {@link #poll}. */
    public Map<TopicPartition, Long> covered() {
        Map<TopicPartition, Long> all = new HashMap<>();
        tables.values().forEach(table -> table.covered().forEach((p, offset) -> all.merge(p, offset, Math::max)));
        return all;
    }
}
