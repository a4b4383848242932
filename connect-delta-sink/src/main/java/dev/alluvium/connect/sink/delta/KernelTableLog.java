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
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CheckpointAlreadyExistsException;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.utils.CloseableIterable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Delta log of one table, by Delta Kernel.
 *
 * <p>The snapshot that a commit makes is kept for the next one: as long as nobody else writes to the table, a commit is
 * one request and nothing is read.
 *
 * <p>Which features of a table it writes to, and which it refuses, is in {@link KernelTableCheck}.
 */
final class KernelTableLog implements TableLog {
    private static final CloseableIterable<Row> NO_ACTIONS = CloseableIterable.emptyIterable();
    private static final Logger LOG = LoggerFactory.getLogger(KernelTableLog.class);

    private final Engine engine;
    private final TablePlace place;
    private final String root;
    private final TableDesign design;
    private final LogDirectory directory;
    private final String engineInfo;
    private final CheckpointSchedule checkpoints;
    private final TableWatch watch;
    private final KernelView view;

    KernelTableLog(
            Engine engine,
            TablePlace place,
            TableDesign design,
            LogDirectory directory,
            String engineInfo,
            CheckpointSchedule checkpoints,
            TableWatch watch,
            InstantSource clock) {
        this.engine = engine;
        this.place = place;
        this.root = place.root().toString();
        this.design = design;
        this.directory = directory;
        this.engineInfo = engineInfo;
        this.checkpoints = checkpoints;
        this.watch = watch;
        this.view = new KernelView(engine, root, directory, checkpoints, clock);
    }

    @Override
    public TableState load(Set<String> appIds) throws IOException, UnsupportedTableException {
        Optional<KernelSnapshot> newest = view.reread();
        if (newest.isEmpty()) {
            return new TableState(TableState.ABSENT, TableSchema.EMPTY, Map.of());
        }
        KernelTableCheck.check(newest.get().snapshot());
        look(newest.get());
        TableState state = newest.get().state(appIds);
        watch.requireKept(
                appIds, state.txns().keySet(), state.version(), newest.get().properties());
        return state;
    }

    @Override
    public OptionalLong lastUpdatedMs(String appId) {
        Optional<KernelSnapshot> kept = view.kept();
        return kept.isPresent() ? kept.get().txns().lastUpdatedMs(appId) : OptionalLong.empty();
    }

    @Override
    public CommitResult commit(Commit commit) {
        try {
            KernelSnapshot base = view.of(commit);
            boolean wentBack = look(base);
            place.requireFreeFor(commit, base.version());
            PartitionCheck.check(commit, base.snapshot().getPartitionColumnNames(), place.root());
            if (wentBack || !base.txns().admit(commit)) {
                return new CommitResult.Fenced(
                        base.version(), base.txns().of(commit.txns().keySet()));
            }
            KernelCommitter committer = new KernelCommitter(CommitDescription.of(commit), engineInfo, TableDesign.NONE);
            KernelTransaction transaction = KernelTransaction.append(engine, base.snapshot(), committer);
            CloseableIterable<Row> actions = KernelActions.of(commit, System.currentTimeMillis());
            CommitResult result =
                    settled(commit.id(), base.version() + 1, () -> base.after(commit, transaction.commit(actions)));
            view.attempted(base, result instanceof CommitResult.Conflict);
            return result;
        } catch (UnsupportedTableException e) {
            // Whoever mends the table writes to it: it is to be read again.
            view.forget();
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
        CommitDescription description = CommitDescription.ofSchemaChange(id, from);
        KernelCommitter committer =
                new KernelCommitter(description, engineInfo, from.exists() ? TableDesign.NONE : design);
        try {
            return from.exists() ? widen(from, to, id, committer) : create(to, id, committer);
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
        // Its own snapshot: the kept one belongs to the thread that commits, and Kernel cleans the log only for one
        // that
        // was read as the newest. Not by Kernel's checkpoint hook: that one never cleans.
        Optional<SnapshotImpl> newest = KernelSnapshot.readNewest(engine, root);
        if (newest.isEmpty()) {
            return OptionalLong.empty();
        }
        long version = newest.get().getVersion();
        checkpoints.looked(KernelSnapshot.lastCheckpoint(newest.get()));
        if (!checkpoints.isDue(version)) {
            return OptionalLong.empty();
        }
        try {
            newest.get().writeCheckpoint(engine);
            LOG.info("Checkpointed {} at version {}", root, version);
        } catch (CheckpointAlreadyExistsException e) {
            LOG.debug("Somebody else checkpointed {} at version {}", root, version);
        } catch (KernelException | KernelEngineException | UncheckedIOException e) {
            throw new IOException("version " + version + " of " + root + " could not be checkpointed", e);
        }
        checkpoints.looked(version);
        return OptionalLong.of(version);
    }

    private CommitResult create(TableSchema schema, UUID id, KernelCommitter committer)
            throws IOException, UnsupportedTableException {
        place.requireFree();
        String json = DeltaSchemas.widen(DeltaSchemas.NO_COLUMNS, schema);
        Optional<KernelTransaction> creation =
                KernelTransaction.creation(engine, root, json, schema.partitionBy(), clustering(schema), committer);
        if (creation.isEmpty()) {
            return new CommitResult.Conflict(0);
        }
        CommitResult result =
                settled(id, 0, () -> new KernelSnapshot(creation.get().commit(NO_ACTIONS), Txns.NONE, 0));
        // Kernel does not know of the design that the committer added.
        view.forget();
        return result;
    }

    /** Only by columns that the table has and that files of ours have statistics of: without them nobody may write to it. */
    private List<List<String>> clustering(TableSchema schema) {
        Set<List<String>> covered = FileStatistics.columns(schema);
        if (covered.containsAll(design.clusterBy())) {
            return design.clusterBy();
        }
        LOG.warn(
                "The table at {} is created without clustering: it has no statistics of all of {}",
                root,
                design.clusterBy());
        return List.of();
    }

    private CommitResult widen(TableState from, TableSchema to, UUID id, KernelCommitter committer)
            throws IOException, UnsupportedTableException {
        KernelSnapshot base = view.at(from.version());
        look(base);
        long next = from.version() + 1;
        if (base.version() != from.version()) {
            return new CommitResult.Conflict(next);
        }
        String json = DeltaSchemas.widen(base.snapshot().getMetadata().getSchemaString(), to);
        KernelTransaction change = KernelTransaction.schemaChange(engine, base.snapshot(), json, committer);
        return settled(id, next, () -> base.afterSchemaChange(change.commit(NO_ACTIONS)));
    }

    private boolean look(KernelSnapshot base) throws IOException, UnsupportedTableException {
        watch.retention(base.properties());
        return watch.look(base.version(), base.snapshot().getMetadata().getId());
    }

    private CommitResult settled(UUID id, long version, Write write) throws IOException {
        view.forget();
        CommitResult result;
        try {
            view.wrote(write.run());
            result = new CommitResult.Committed(version);
        } catch (VersionWriteException e) {
            result = directory.settle(id, version, e);
        }
        if (result instanceof CommitResult.Committed) {
            checkpoints.committed(version);
            watch.wrote(version);
        }
        return result;
    }

    @FunctionalInterface
    private interface Write {
        KernelSnapshot run() throws IOException;
    }
}
