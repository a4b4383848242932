// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A warehouse in memory. Every call to {@link #open} gives another writer onto the same table, as another process would be. */
public final class FakeDeltaLogs implements SimulatedLogs {
    private static final int NEVER = Integer.MAX_VALUE;

    private final Map<TableName, FakeDeltaLog> logs = new ConcurrentHashMap<>();
    private final int checkpointIntervalCommits;

    private LongSupplier clockMs = () -> 0;
    private long requestLifeMs = Long.MAX_VALUE;

    public FakeDeltaLogs() {
        this(NEVER);
    }

    public FakeDeltaLogs(int checkpointIntervalCommits) {
        this.checkpointIntervalCommits = checkpointIntervalCommits;
    }

    @Override
    public FakeTableLog open(TableName table) {
        return new FakeTableLog(log(table), checkpointIntervalCommits);
    }

    @Override
    public FakeDeltaLogs stored() {
        return this;
    }

    @Override
    public void refuse(TableName table) {
        log(table).refuse("permission denied");
    }

    @Override
    public void accept(TableName table) {
        log(table).accept();
    }

    @Override
    public boolean restore(TableName table, long version) {
        return false;
    }

    @Override
    public void answer(TableName table) {
        throw new IllegalStateException("nothing was restored");
    }

    @Override
    public boolean cleanUp(TableName table, long firstKept) {
        return false;
    }

    @Override
    public void close() {
        // Memory is all there is.
    }

    /** From now on a request to a new table's log is under way for less than {@code lifeMs}, or never arrives. */
    public void limitRequests(LongSupplier nowMs, long lifeMs) {
        clockMs = nowMs;
        requestLifeMs = lifeMs;
    }

    /** The tables that exist. */
    public Set<TableName> tables() {
        Set<TableName> tables = new TreeSet<>();
        logs.forEach((name, log) -> {
            if (!log.versions().isEmpty()) {
                tables.add(name);
            }
        });
        return tables;
    }

    /** What is stored of {@code table}, and the script of its faults. */
    public FakeDeltaLog log(TableName table) {
        return logs.computeIfAbsent(table, name -> {
            FakeDeltaLog log = new FakeDeltaLog();
            log.limitRequests(clockMs, requestLifeMs);
            return log;
        });
    }
}
