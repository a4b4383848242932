// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.core.TxnIdentity;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.FakeDataFiles;
import dev.alluvium.connect.sink.write.FakeDeltaLog;
import dev.alluvium.connect.sink.write.FakeRegister;
import dev.alluvium.connect.sink.write.SimulatedLogs;
import dev.alluvium.connect.sink.write.WriteFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/** All tables, what befalls them, and what a reader of them must see at any time. */
final class Warehouse {
    static final long MAX_FILE_AGE_MS = 20_000;
    /** Twice what a file may wait for its commit. */
    private static final long RETENTION_MS = 2 * MAX_FILE_AGE_MS;

    private static final List<WriteFault> FAULTS = List.of(WriteFault.values());
    private static final TxnIdentity TXNS = new TxnIdentity("sim");

    private record Finished(TableName table, DataFile file, long atMs) {}

    private final Topics topics;
    private final LongSupplier nowMs;
    private final Consumer<String> trace;
    private final SimulatedLogs logs;
    private final FakeDataFiles files = new FakeDataFiles();
    private final FakeRegister register = new FakeRegister();
    private final List<Finished> finished = new ArrayList<>();
    private final Map<TableName, Integer> checked = new HashMap<>();

    Warehouse(SimulatedLogs logs, Topics topics, LongSupplier nowMs, Consumer<String> trace) {
        this.logs = logs;
        this.topics = topics;
        this.nowMs = nowMs;
        this.trace = trace;
    }

    SimulatedLogs logs() {
        return logs;
    }

    Set<TableName> tables() {
        return logs.stored().tables();
    }

    private FakeDeltaLog log(TableName table) {
        return logs.stored().log(table);
    }

    FakeDataFiles files() {
        return files;
    }

    FakeRegister register() {
        return register;
    }

    void finished(TableName table, DataFile file) {
        log(table).limitRequests(nowMs, MAX_FILE_AGE_MS);
        finished.add(new Finished(table, file, nowMs.getAsLong()));
    }

    void meet(Event event, int drawn) {
        List<TableName> tables = List.copyOf(tables());
        if (tables.isEmpty()) {
            return;
        }
        TableName table = tables.get(drawn % tables.size());
        FakeDeltaLog log = log(table);
        switch (event) {
            case WRITE_FAULT -> {
                WriteFault fault = FAULTS.get(drawn / 64 % FAULTS.size());
                trace.accept(table + " is to meet " + fault);
                log.onNextWrite(fault);
            }
            case BAD_LUCK -> {
                trace.accept(table + " is to meet two lost requests, and somebody else between them");
                log.onNextWrite(drawn % 2 == 0 ? WriteFault.REQUEST_LOST : WriteFault.IN_FLIGHT);
                log.onNextWrite(WriteFault.IN_FLIGHT);
                log.afterReads(1 + drawn / 2 % 3, () -> log.commitForeign(Map.of(), List.of()));
            }
            case READ_FAULT -> {
                trace.accept(table + " cannot be read for a while");
                log.failReads(1 + drawn / 64 % 4);
            }
            case UPLOAD_FAULT -> {
                trace.accept("uploads fail");
                if (drawn % 2 == 0) {
                    files.failFinishes(1);
                } else {
                    files.failAppends(1);
                }
            }
            case REFUSE -> {
                trace.accept(table + " cannot be written");
                logs.refuse(table);
            }
            case ACCEPT -> logs.accept(table);
            case LAND -> land(table, log);
            case FOREIGN_COMMIT -> {
                trace.accept("somebody commits to " + table);
                log.commitForeign(Map.of(), List.of());
            }
            case FOREIGN_COLUMN -> {
                trace.accept("somebody adds a column to " + table);
                List<Column> columns = new ArrayList<>(log.schema().columns());
                columns.add(TestRows.column("theirs" + columns.size(), ColumnType.Primitive.STRING));
                log.changeForeign(new TableSchema(columns));
            }
            case VACUUM -> vacuum();
            default -> throw new IllegalArgumentException(event + " is not for the warehouse");
        }
    }

    private void land(TableName table, FakeDeltaLog log) {
        if (log.hasInFlight()) {
            trace.accept("a request for " + table + " arrives late: " + log.landInFlight());
        }
    }

    void landAny() {
        tables().forEach(table -> land(table, log(table)));
    }

    /** As VACUUM does. */
    private void vacuum() {
        long before = nowMs.getAsLong() - RETENTION_MS;
        finished.removeIf(old -> {
            if (old.atMs() > before) {
                return false;
            }
            if (!log(old.table()).files().contains(old.file())) {
                trace.accept(
                        "VACUUM of " + old.table() + " deletes " + old.file().path());
                files.delete(old.table(), old.file());
            }
            return true;
        });
    }

    void heal() {
        tables().forEach(table -> {
            log(table).heal();
            logs.accept(table);
        });
        files.failFinishes(0);
        files.failAppends(0);
    }

    /** Each table has exactly the records up to its txns. */
    void check() {
        for (TableName table : tables()) {
            int versions = log(table).versions().size();
            if (versions != checked.getOrDefault(table, 0)) {
                checked.put(table, versions);
                check(table);
                checkColumns(table);
            }
        }
    }

    private void check(TableName table) {
        FakeDeltaLog log = log(table);
        Map<String, List<Long>> seen = new HashMap<>();
        log.files().forEach(file -> files.rows(file)
                .forEach(row -> seen.computeIfAbsent(row.source().toString(), any -> new ArrayList<>())
                        .add(row.offset())));
        for (TopicPartition partition : topics.partitions()) {
            SourcePartition source = new SourcePartition(partition.topic(), partition.partition());
            long txn = log.txns().getOrDefault(TXNS.appId(source), -1L);
            List<Long> offsets = seen.getOrDefault(source.toString(), new ArrayList<>());
            offsets.sort(null);
            List<Long> wanted = belonging(table, partition, txn + 1);
            if (!offsets.equals(wanted)) {
                throw new AssertionError("table " + table + " has of " + partition + " up to txn " + txn
                        + " the offsets " + offsets + " instead of " + wanted);
            }
        }
    }

    /** Rule 8: what a file holds was in the table before the file was. */
    private void checkColumns(TableName table) {
        TableSchema schema = TableSchema.EMPTY;
        for (FakeDeltaLog.Version version : log(table).versions()) {
            schema = version.schema().orElse(schema);
            for (DataFile file : version.files()) {
                if (!schema.columns().containsAll(files.schema(file).columns())) {
                    throw new AssertionError("rule 8: a commit of table " + table + " names " + file.path()
                            + ", which has columns that the table has not");
                }
            }
        }
    }

    private List<Long> belonging(TableName table, TopicPartition partition, long end) {
        List<Long> offsets = new ArrayList<>();
        for (long offset = 0; offset < end; offset++) {
            if (topics.tables(partition, offset).contains(table)) {
                offsets.add(offset);
            }
        }
        return offsets;
    }

    /** Whatever is acknowledged is in each table that it belongs to. */
    void checkAcknowledged(Map<TopicPartition, Long> acknowledged) {
        acknowledged.forEach((partition, end) -> {
            String appId = TXNS.appId(new SourcePartition(partition.topic(), partition.partition()));
            Set<TableName> checkedTables = new HashSet<>();
            for (long offset = end - 1; offset >= 0; offset--) {
                for (TableName table : topics.tables(partition, offset)) {
                    if (checkedTables.add(table) && log(table).txns().getOrDefault(appId, -1L) < offset) {
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
