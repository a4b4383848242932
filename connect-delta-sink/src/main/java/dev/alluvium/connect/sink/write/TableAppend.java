// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TxnIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Appends rows of one topic-partition to a table behind the back of the connector's own txn, which stays as it is.
 *
 * <p>Each commit moves a txn of its own by one, from what it was when {@link #look} was called. So of two who look, and then
 * read what the table has, and then append what it lacks, only one succeeds: the other looks again. For one thread.
 */
public final class TableAppend {
    private static final long FIRST_BACKOFF_MS = 100;
    private static final long MAX_BACKOFF_MS = 5_000;

    private final TableName table;
    private final TableLog log;
    private final DataFiles dataFiles;
    private final TxnIdentity identity;
    private final SourcePartition source;
    private final String purpose;
    private final long timeoutMs;
    private final LongSupplier nowMs;
    private final StorageRetry retry;
    private OptionalLong marker = OptionalLong.empty();

    /**
     * @param purpose what the txn that counts the commits is named by, behind that of the topic-partition
     * @param timeoutMs how long storage may fail
     */
    public TableAppend(
            TableName table,
            TableLog log,
            DataFiles dataFiles,
            TxnIdentity identity,
            SourcePartition source,
            String purpose,
            long timeoutMs,
            LongSupplier nowMs) {
        this.table = table;
        this.log = log;
        this.dataFiles = dataFiles;
        this.identity = identity;
        this.source = source;
        this.purpose = purpose;
        this.timeoutMs = timeoutMs;
        this.nowMs = nowMs;
        this.retry = new StorageRetry(this::patience, nowMs, TableAppend::sleep, () -> false);
    }

    /**
     * Notes how the table stands. What it has must be read after this, and appended to before the next.
     *
     * @return the connector's own txn: the last offset that it has been through, empty if it has none
     */
    public OptionalLong look() {
        String connectors = identity.appId(source);
        TableState state = retry.untilDone(
                table, "read the snapshot", () -> Optional.of(log.load(Set.of(connectors, marker(source)))));
        marker = txn(state, marker(source));
        return txn(state, connectors);
    }

    /**
     * Appends the rows by one commit.
     *
     * @return false if somebody else has come between since {@link #look}: nothing was written
     * @throws SinkFailureException if it cannot be done; whether it was is then to be found by another look
     */
    public boolean append(List<Row> rows, Map<String, String> notes) {
        OpenFiles files = new OpenFiles(table, dataFiles, new SchemaAgreement(table, log, retry));
        try {
            for (Row row : rows) {
                files.append(row, nowMs.getAsLong());
            }
        } catch (IOException e) {
            files.abort();
            throw new SinkFailureException("Table " + table + ": a data file cannot be written: " + e.getMessage(), e);
        } catch (StalledTableException e) {
            files.abort();
            throw e.asFailure(timeoutMs);
        }
        long count = marker.orElse(0) + 1;
        Bundle bundle = new Bundle(
                table,
                0,
                UUID.randomUUID(),
                Map.of(source, new TxnStep(marker, count, count)),
                files.release(),
                rows.size(),
                0,
                nowMs.getAsLong(),
                nowMs.getAsLong());
        boolean stands = commit(bundle, notes);
        if (stands) {
            marker = OptionalLong.of(count);
        }
        return stands;
    }

    private boolean commit(Bundle bundle, Map<String, String> notes) {
        BundleFiles files = new BundleFiles(bundle);
        List<DataFile> finished;
        try {
            finished = files.finish();
        } catch (IOException e) {
            files.remove(dataFiles);
            throw new SinkFailureException("Table " + table + ": a data file cannot be written: " + e.getMessage(), e);
        }
        SortedMap<String, TxnStep> txns = new TreeMap<>();
        bundle.steps().forEach((of, step) -> txns.put(marker(of), step));
        PendingCommit commit =
                new PendingCommit(new Commit(bundle.id(), txns, finished, notes), log, bundle.sealedAtMs());
        Patience left = patience();
        while (true) {
            PendingCommit.Step step = commit.step(nowMs.getAsLong(), Long.MAX_VALUE);
            if (step instanceof PendingCommit.Step.Done) {
                return true;
            }
            if (step instanceof PendingCommit.Step.Fenced || step instanceof PendingCommit.Step.TooOld) {
                files.remove(dataFiles);
                return false;
            }
            if (step instanceof PendingCommit.Step.Impossible impossible && !commit.isUnresolved()) {
                files.remove(dataFiles);
                throw new SinkFailureException("Table " + table + ": " + impossible.reason());
            }
            long delayMs = left.failed(nowMs.getAsLong());
            if (left.exhausted(nowMs.getAsLong())) {
                throw new SinkFailureException(
                        "Table " + table + ": no commit for " + timeoutMs + " ms, last: " + step);
            }
            sleep(delayMs);
        }
    }

    /** Not of the form that names a topic-partition's last offset: it counts commits. */
    private String marker(SourcePartition of) {
        return identity.appId(of) + "/" + purpose;
    }

    private static OptionalLong txn(TableState state, String appId) {
        Long version = state.txns().get(appId);
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }

    private Patience patience() {
        return new Patience(new Backoff(FIRST_BACKOFF_MS, MAX_BACKOFF_MS, new SplittableRandom()), timeoutMs);
    }

    private static void sleep(long durationMs) {
        LockSupport.parkNanos(durationMs * 1_000_000);
    }
}
