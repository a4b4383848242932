// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TxnIdentity;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.FakeDeltaLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** What must hold of the tables at any time, whatever happens to them. */
final class Invariants {
    private static final TxnIdentity TXNS = new TxnIdentity("sim");

    private final Warehouse warehouse;
    private final Topics topics;
    /** How many versions of a table were looked at. */
    private final Map<TableName, Integer> checked = new HashMap<>();

    Invariants(Warehouse warehouse, Topics topics) {
        this.warehouse = warehouse;
        this.topics = topics;
    }

    /** Each table has exactly the records up to its txns. */
    void check() {
        for (TableName table : warehouse.tables()) {
            int versions = warehouse.log(table).versions().size();
            if (versions != checked.getOrDefault(table, 0)) {
                checked.put(table, versions);
                check(table);
                checkColumns(table);
                checkStopped(table);
            }
        }
    }

    private void check(TableName table) {
        FakeDeltaLog log = warehouse.log(table);
        Map<String, List<Long>> seen = new HashMap<>();
        log.files().forEach(file -> warehouse.files().rows(file).forEach(row -> seen.computeIfAbsent(
                        row.source().toString(), any -> new ArrayList<>())
                .add(row.offset())));
        for (TopicPartition partition : topics.partitions()) {
            for (int life = 0; life <= topics.life(partition.topic()); life++) {
                SourcePartition source = source(partition, life);
                long txn = log.txns().getOrDefault(TXNS.appId(source), -1L);
                List<Long> offsets = seen.getOrDefault(source.toString(), new ArrayList<>());
                offsets.sort(null);
                List<Long> wanted = belonging(table, partition, life, txn + 1);
                if (!offsets.equals(wanted)) {
                    throw new AssertionError("table " + table + " has of " + source + " up to txn " + txn
                            + " the offsets " + offsets + " instead of " + wanted);
                }
            }
        }
    }

    private static SourcePartition source(TopicPartition partition, int life) {
        return new SourcePartition(partition.topic(), partition.partition(), life);
    }

    /** Rule 8: what a file holds was in the table before the file was. */
    private void checkColumns(TableName table) {
        TableSchema schema = TableSchema.EMPTY;
        for (FakeDeltaLog.Version version : warehouse.log(table).versions()) {
            schema = version.schema().orElse(schema);
            for (DataFile file : version.files()) {
                if (!schema.columns().containsAll(warehouse.files().schema(file).columns())) {
                    throw new AssertionError("rule 8: a commit of table " + table + " names " + file.path()
                            + ", which has columns that the table has not");
                }
            }
        }
    }

    /** Rule 12. */
    private void checkStopped(TableName table) {
        List<FakeDeltaLog.Version> versions = warehouse.log(table).versions();
        if (versions.stream()
                .skip(warehouse.stoppedAt(table).orElse(versions.size()))
                .anyMatch(version -> version.commitId().isPresent())) {
            throw new AssertionError(
                    "rule 12: table " + table + " was written to although a RESTORE had taken rows of ours away");
        }
    }

    private List<Long> belonging(TableName table, TopicPartition partition, int life, long end) {
        List<Long> offsets = new ArrayList<>();
        for (long offset = 0; offset < end; offset++) {
            if (topics.tables(partition, life, offset).contains(table)) {
                offsets.add(offset);
            }
        }
        return offsets;
    }

    /** Whatever is acknowledged is in each table that it belongs to. */
    void checkAcknowledged(Map<TopicPartition, Long> acknowledged) {
        acknowledged.forEach((partition, end) -> {
            int life = topics.life(partition.topic());
            String appId = TXNS.appId(source(partition, life));
            Set<TableName> checkedTables = new HashSet<>();
            for (long offset = end - 1; offset >= 0; offset--) {
                for (TableName table : topics.tables(partition, life, offset)) {
                    if (checkedTables.add(table) && warehouse.log(table).txns().getOrDefault(appId, -1L) < offset) {
                        throw new AssertionError(partition + " is acknowledged up to " + end + ", and table " + table
                                + " has not taken offset " + offset);
                    }
                }
            }
        });
    }

    void checkComplete() {
        Map<TopicPartition, Long> ends = new TreeMap<>(Topics.ORDER);
        topics.partitions().forEach(partition -> ends.put(partition, topics.end(partition)));
        checkAcknowledged(ends);
        checked.clear();
        check();
    }
}
