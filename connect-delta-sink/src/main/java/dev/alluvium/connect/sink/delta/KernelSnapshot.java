// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.TableState;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.files.ParsedDeltaData;
import io.delta.kernel.internal.lang.Lazy;
import io.delta.kernel.internal.metrics.SnapshotQueryContext;
import io.delta.kernel.internal.replay.ActionWrapper;
import io.delta.kernel.internal.replay.ActionsIterator;
import io.delta.kernel.internal.replay.LogReplay;
import io.delta.kernel.internal.snapshot.LogSegment;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table at one version, with all its txns.
 *
 * @param age how many commits of ours it was carried over instead of being read
 */
record KernelSnapshot(SnapshotImpl snapshot, Txns txns, int age) {
    /** The writer version from which on a table may have features of which each has a state of its own. */
    private static final int TABLE_FEATURES = 7;

    /** Reads the newest version with its txns, empty if there is no table. */
    static Optional<KernelSnapshot> read(Engine engine, String root) throws IOException, UnsupportedTableException {
        Optional<SnapshotImpl> newest = readNewest(engine, root);
        return newest.isPresent()
                ? Optional.of(new KernelSnapshot(newest.get(), readTxns(engine, newest.get()), 0))
                : Optional.empty();
    }

    static Optional<SnapshotImpl> readNewest(Engine engine, String root) throws IOException, UnsupportedTableException {
        try {
            return Optional.of((SnapshotImpl) TableManager.loadSnapshot(root).build(engine));
        } catch (TableNotFoundException e) {
            return Optional.empty();
        } catch (UnsupportedTableFeatureException | UnsupportedProtocolVersionException e) {
            throw new UnsupportedTableException(
                    "Delta Kernel cannot read the table at " + root + " (" + e.getMessage()
                            + "): drop the feature from the table, or route the records to another table",
                    e);
        } catch (IllegalArgumentException e) {
            // Not a fault of storage, but something that the log says: that a catalog manages the table, say.
            throw new UnsupportedTableException(
                    "Delta Kernel cannot take the table at " + root + " (" + e.getMessage()
                            + "): route the records to another table",
                    e);
        } catch (KernelException | KernelEngineException | UncheckedIOException e) {
            Optional<StorageRefusedException> refused = StorageRefusedException.behind(e);
            if (refused.isPresent()) {
                throw new UnsupportedTableException(refused.get().reason(), e);
            }
            throw new IOException("the Delta log at " + root + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Kernel's own look-up reads the log once for each appId; this reads it once. */
    private static Txns readTxns(Engine engine, SnapshotImpl snapshot) throws IOException {
        Map<String, Long> txns = new HashMap<>();
        Map<String, Long> updatedMs = new HashMap<>();
        try (CloseableIterator<ActionWrapper> newestFirst = new ActionsIterator(
                engine,
                snapshot.getLogSegment().allFilesWithCompactionsReversed(),
                LogReplay.SET_TRANSACTION_READ_SCHEMA,
                Optional.empty())) {
            while (newestFirst.hasNext()) {
                ColumnVector column = newestFirst.next().getColumnarBatch().getColumnVector(0);
                for (int row = 0; row < column.getSize(); row++) {
                    if (!column.isNullAt(row)) {
                        SetTransaction txn = SetTransaction.fromColumnVector(column, row);
                        if (txns.putIfAbsent(txn.getAppId(), txn.getVersion()) == null) {
                            txn.getLastUpdated().ifPresent(at -> updatedMs.put(txn.getAppId(), at));
                        }
                    }
                }
            }
            return new Txns(txns, updatedMs);
        } catch (KernelException | KernelEngineException | UncheckedIOException e) {
            throw new IOException("the txns of " + snapshot.getPath() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The version of the last checkpoint that was known when this was read, 0 if there was none. */
    static long lastCheckpoint(SnapshotImpl snapshot) {
        return snapshot.getLogSegment().getCheckpointVersionOpt().orElse(0L);
    }

    long version() {
        return snapshot.getVersion();
    }

    Map<String, String> properties() {
        return snapshot.getMetadata().getConfiguration();
    }

    TableState state(Set<String> appIds) throws IOException {
        return new TableState(
                version(),
                DeltaSchemas.read(snapshot.getMetadata().getSchemaString(), snapshot.getPartitionColumnNames()),
                txns.of(appIds));
    }

    /** The table after {@code commit} was written on top of this snapshot, without reading it. */
    KernelSnapshot after(Commit commit, SnapshotImpl postCommit) {
        return new KernelSnapshot(postCommit, txns.after(commit), age + 1);
    }

    /** Whether versions that others write can be told from their text alone: nothing is counted on from one to the next. */
    boolean canBeFollowed() {
        return snapshot.getProtocol().getMinWriterVersion() < TABLE_FEATURES;
    }

    /** The table after {@code version} was written on top of this one, by whomever; it must not change the table itself. */
    KernelSnapshot after(Engine engine, LogTail version) {
        long number = version.version().version();
        FileStatus file = FileStatus.of(
                FileNames.deltaFile(snapshot.getLogPath(), number), version.sizeBytes(), System.currentTimeMillis());
        LogSegment segment = snapshot.getLogSegment().newWithAddedDeltas(List.of(ParsedDeltaData.forFileStatus(file)));
        Lazy<LogSegment> log = new Lazy<>(() -> segment);
        SnapshotImpl next = new SnapshotImpl(
                snapshot.getDataPath(),
                number,
                log,
                new LogReplay(engine, snapshot.getDataPath(), log, new Lazy<>(Optional::empty)),
                snapshot.getProtocol(),
                snapshot.getMetadata(),
                snapshot.getCommitter(),
                SnapshotQueryContext.forVersionSnapshot(snapshot.getPath(), number),
                Optional.empty());
        return new KernelSnapshot(next, txns.after(version), age + 1);
    }

    KernelSnapshot afterSchemaChange(SnapshotImpl postCommit) {
        return new KernelSnapshot(postCommit, txns, age + 1);
    }
}
