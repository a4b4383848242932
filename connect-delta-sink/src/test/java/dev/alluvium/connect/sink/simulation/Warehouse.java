// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.FakeDataFiles;
import dev.alluvium.connect.sink.write.FakeDeltaLog;
import dev.alluvium.connect.sink.write.FakeRegister;
import dev.alluvium.connect.sink.write.SimulatedLogs;
import dev.alluvium.connect.sink.write.WriteFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** All tables, and what befalls them. */
final class Warehouse {
    static final long MAX_FILE_AGE_MS = 20_000;
    /** Twice what a file may wait for its commit. */
    private static final long RETENTION_MS = 2 * MAX_FILE_AGE_MS;

    private static final List<WriteFault> FAULTS = List.of(WriteFault.values());

    private record Finished(TableName table, DataFile file, long atMs) {}

    private final LongSupplier nowMs;
    private final Consumer<String> trace;
    private final SimulatedLogs logs;
    private final FakeDataFiles files = new FakeDataFiles();
    private final FakeRegister register = new FakeRegister();
    private final List<Finished> finished = new ArrayList<>();
    /** Tables that lost rows of ours to a RESTORE, and how many versions they had then. */
    private final Map<TableName, Integer> stopped = new HashMap<>();

    Warehouse(SimulatedLogs logs, LongSupplier nowMs, Consumer<String> trace) {
        this.logs = logs;
        logs.stored().limitRequests(nowMs, MAX_FILE_AGE_MS);
        this.nowMs = nowMs;
        this.trace = trace;
    }

    SimulatedLogs logs() {
        return logs;
    }

    Set<TableName> tables() {
        return logs.stored().tables();
    }

    FakeDeltaLog log(TableName table) {
        return logs.stored().log(table);
    }

    /** How many versions a table had when a RESTORE took rows of ours away; empty if none did, or if they were brought back. */
    OptionalInt stoppedAt(TableName table) {
        Integer versions = stopped.get(table);
        return versions == null ? OptionalInt.empty() : OptionalInt.of(versions);
    }

    FakeDataFiles files() {
        return files;
    }

    FakeRegister register() {
        return register;
    }

    void finished(TableName table, DataFile file) {
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
            case ACCEPT -> {
                logs.accept(table);
                answer(table);
            }
            case RESTORE -> restore(table, log, drawn / 64 % log.versions().size());
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
            case CHECKPOINT -> cleanUp(table, log);
            default -> throw new IllegalArgumentException(event + " is not for the warehouse");
        }
    }

    /** One that takes rows of ours away stops the table, one that takes none is none of our business. */
    private void restore(TableName table, FakeDeltaLog log, int to) {
        List<FakeDeltaLog.Version> undone =
                log.versions().subList(to + 1, log.versions().size());
        boolean takes = undone.stream().anyMatch(version -> !version.txns().isEmpty());
        boolean isOurs = undone.stream().anyMatch(version -> version.commitId().isPresent());
        if (!stopped.containsKey(table) && takes == isOurs && logs.restore(table, to)) {
            trace.accept(table + " is restored to version " + to);
            if (takes) {
                stopped.put(table, log.versions().size());
            }
        }
    }

    private void answer(TableName table) {
        if (stopped.remove(table) != null) {
            trace.accept("what was taken from " + table + " is brought back");
            logs.answer(table);
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

    /** As log clean-up does. What took rows of ours away stays, for it would not be noticed any more. */
    private void cleanUp(TableName table, FakeDeltaLog log) {
        long firstKept = log.firstAfter(nowMs.getAsLong() - RETENTION_MS);
        if (!stopped.containsKey(table) && logs.cleanUp(table, firstKept)) {
            trace.accept(table + " is checkpointed, and its log kept from version "
                    + Math.min(firstKept, log.versions().size() - 1));
        }
    }

    void heal() {
        tables().forEach(table -> {
            log(table).heal();
            logs.accept(table);
            answer(table);
        });
        files.failFinishes(0);
        files.failAppends(0);
    }
}
