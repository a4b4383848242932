// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.CheckpointSchedule;
import dev.alluvium.connect.sink.core.TableDesign;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.ReadBack;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TableState;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.internal.DeltaLogImpl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Delta log of one table, by delta-standalone: for tables at protocol (1,2), which is what this sink makes.
 *
 * <p>Each commit looks for new versions first. The table's txns are asked for only when somebody else has written since,
 * as that costs delta-standalone a look at the whole table.
 *
 * <p>delta-standalone would checkpoint inside of commits. Here it does so in {@link #checkpoint()} alone, whoever made the
 * table and whatever its {@code delta.checkpointInterval}; other writers of the table do as they please.
 */
final class StandaloneTableLog implements TableLog {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneTableLog.class);

    private final StandaloneLog log;
    private final TablePlace place;
    private final TableDesign design;
    private final LogDirectory directory;
    private final CheckpointSchedule checkpoints;
    private final TableWatch watch;
    private StandaloneTxns known = StandaloneTxns.UNKNOWN;

    StandaloneTableLog(
            StandaloneLog log,
            TablePlace place,
            TableDesign design,
            LogDirectory directory,
            CheckpointSchedule checkpoints,
            TableWatch watch) {
        this.log = log;
        this.place = place;
        this.design = design;
        this.directory = directory;
        this.checkpoints = checkpoints;
        this.watch = watch;
    }

    @Override
    public TableState load(Set<String> appIds) throws IOException, UnsupportedTableException {
        OptimisticTransaction newest = log.begin();
        if (newest.readVersion() == TableState.ABSENT) {
            return new TableState(TableState.ABSENT, TableSchema.EMPTY, Map.of());
        }
        checkWritable(newest);
        TableSchema schema = StandaloneActions.schemaOf(newest.metadata());
        learn(newest, appIds);
        log.forgetState();
        look(newest);
        TableState state =
                new TableState(newest.readVersion(), schema, known.txns().of(appIds));
        watch.requireKept(
                appIds,
                state.txns().keySet(),
                state.version(),
                newest.metadata().getConfiguration());
        return state;
    }

    @Override
    public CommitResult commit(Commit commit) {
        try {
            OptimisticTransaction transaction = beginOnExisting();
            boolean wentBack = look(transaction);
            learn(transaction, commit.txns().keySet());
            place.requireFreeFor(commit, transaction.readVersion());
            PartitionCheck.check(commit, transaction.metadata().getPartitionColumns(), log.root());
            if (wentBack || !known.txns().admit(commit)) {
                log.forgetState();
                return new CommitResult.Fenced(
                        known.version(), known.txns().of(commit.txns().keySet()));
            }
            List<Action> actions = StandaloneActions.of(commit, System.currentTimeMillis());
            CommitResult result = write(transaction, commit.id(), actions, CommitDescription.of(commit));
            if (result instanceof CommitResult.Committed) {
                known = known.after(commit);
            }
            return result;
        } catch (UnsupportedTableException e) {
            return new CommitResult.Unsupported(e.reason());
        } catch (IOException e) {
            return new CommitResult.Unavailable(e);
        }
    }

    @Override
    public ReadBack readBack(UUID commitId, long fromVersion) throws IOException {
        ReadBack found = directory.readBack(commitId, fromVersion);
        if (found instanceof ReadBack.Landed landed) {
            checkpoints.committed(landed.version());
        }
        return found;
    }

    @Override
    public CommitResult evolve(TableState from, TableSchema to) {
        UUID id = UUID.randomUUID();
        try {
            OptimisticTransaction transaction = from.exists() ? beginOnExisting() : log.begin();
            if (transaction.readVersion() != from.version()) {
                return new CommitResult.Conflict(from.version() + 1);
            }
            if (from.exists()) {
                look(transaction);
            } else {
                place.requireFree();
            }
            Metadata metadata = from.exists()
                    ? StandaloneActions.widened(transaction.metadata(), to)
                    : StandaloneActions.created(to, design);
            CommitDescription description = CommitDescription.ofSchemaChange(id, from);
            CommitResult result = write(transaction, id, List.of(metadata), description);
            if (result instanceof CommitResult.Committed && known.version() == from.version()) {
                known = known.afterSchemaChange();
            }
            return result;
        } catch (UnsupportedTableException e) {
            return new CommitResult.Unsupported(e.reason());
        } catch (IOException e) {
            return new CommitResult.Unavailable(e);
        }
    }

    @Override
    public OptionalLong checkpoint() throws IOException, UnsupportedTableException {
        if (!checkpoints.mayBeDue()) {
            return OptionalLong.empty();
        }
        checkpoints.looked(directory.lastCheckpoint());
        // By now it may be known to be none, without a look at the table itself, which costs far more.
        if (!checkpoints.mayBeDue()) {
            return OptionalLong.empty();
        }
        DeltaLogImpl newest = log.openToCheckpoint();
        long version = newest.snapshot().getVersion();
        if (!checkpoints.isDue(version)) {
            return OptionalLong.empty();
        }
        log.call(() -> {
            newest.checkpoint();
            return version;
        });
        checkpoints.looked(version);
        LOG.info("Checkpointed {} at version {}", newest.getPath(), version);
        return OptionalLong.of(version);
    }

    private OptimisticTransaction beginOnExisting() throws IOException, UnsupportedTableException {
        OptimisticTransaction transaction = log.begin();
        if (transaction.readVersion() == TableState.ABSENT) {
            throw new UnsupportedTableException("there is no Delta table at " + log.root()
                    + ": if it was removed on purpose, restart the task to have it made anew");
        }
        checkWritable(transaction);
        return transaction;
    }

    private boolean look(OptimisticTransaction newest) throws IOException, UnsupportedTableException {
        watch.retention(newest.metadata().getConfiguration());
        return watch.look(newest.readVersion(), newest.metadata().getId());
    }

    private void checkWritable(OptimisticTransaction transaction) throws IOException, UnsupportedTableException {
        Metadata metadata = transaction.metadata();
        List<String> invariants = StandaloneActions.columnsWithInvariants(metadata);
        if (!invariants.isEmpty()) {
            throw new UnsupportedTableException(
                    "the table at " + log.root() + " has invariants on its columns " + invariants
                            + ", which this sink does not compute: drop them, or route the records to another table");
        }
    }

    private void learn(OptimisticTransaction transaction, Set<String> appIds)
            throws IOException, UnsupportedTableException {
        StandaloneTxns before = known;
        known = log.call(() -> before.of(transaction, appIds));
    }

    private CommitResult write(
            OptimisticTransaction transaction, UUID id, List<Action> actions, CommitDescription description)
            throws IOException, UnsupportedTableException {
        long version = transaction.readVersion() + 1;
        CommitResult result;
        try {
            log.commit(transaction, actions, description);
            result = new CommitResult.Committed(version);
        } catch (VersionWriteException e) {
            result = directory.settle(id, version, e);
        } catch (IOException e) {
            result = aroundTheRequest(id, version, e);
        }
        if (result instanceof CommitResult.Committed committed) {
            checkpoints.committed(committed.version());
            watch.wrote(committed.version());
        }
        return result;
    }

    /** What went wrong was not the request, but something before or after it. */
    private CommitResult aroundTheRequest(UUID id, long version, IOException failure) {
        try {
            ReadBack found = directory.readBack(id, version);
            if (found instanceof ReadBack.Landed landed) {
                LOG.warn("Version {} of {} stands, but delta-standalone failed after it", version, log.root(), failure);
                return new CommitResult.Committed(landed.version());
            }
            return found instanceof ReadBack.Lost
                    ? new CommitResult.Conflict(version)
                    : new CommitResult.Unavailable(failure);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return new CommitResult.Unknown(version, failure);
        }
    }
}
