// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings files into storage and bundles into their tables' groups, and makes the groups' attempts where nobody else does. A
 * table that has to wait does not hold up the others. Does all of the task's storage writes, on a thread that nobody
 * interrupts.
 */
final class Committer implements GroupDriver {
    static final long NEVER = TableGroup.NEVER;
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final CommitGroups groups;
    private final Supplier<Patience> patience;
    private final DataFiles dataFiles;
    private final SinkSettings settings;
    private final MemoryGauge gauge;
    private final LongSupplier nowMs;
    private final Consumer<CommitterMessage> self;
    private final Consumer<EncoderMessage> encoder;
    private final Consumer<TableLog> checkpoints;
    private final PipelineCounters counters;
    private final BooleanSupplier over;
    private final Map<TableName, CommitQueue> queues = new LinkedHashMap<>();
    private @Nullable SinkFailureException failure;

    /**
     * @param self what this committer handles sooner or later; for any thread
     * @param over whether the task has ended, or is about to; for any thread
     */
    Committer(
            CommitGroups groups,
            Supplier<Patience> patience,
            DataFiles dataFiles,
            SinkSettings settings,
            MemoryGauge gauge,
            LongSupplier nowMs,
            Consumer<CommitterMessage> self,
            Consumer<EncoderMessage> encoder,
            Consumer<TableLog> checkpoints,
            PipelineCounters counters,
            BooleanSupplier over) {
        this.groups = groups;
        this.patience = patience;
        this.dataFiles = dataFiles;
        this.settings = settings;
        this.gauge = gauge;
        this.nowMs = nowMs;
        this.self = self;
        this.encoder = encoder;
        this.checkpoints = checkpoints;
        this.counters = counters;
        this.over = over;
    }

    void handle(CommitterMessage message) {
        if (message instanceof CommitterMessage.Submit submit) {
            queue(submit.bundle().table()).add(submit.bundle());
        } else if (message instanceof CommitterMessage.Discard discard) {
            queue(discard.table()).discardBefore(discard.generation());
        } else if (message instanceof CommitterMessage.Settled settled) {
            settle(settled.bundle(), settled.outcome());
        } else if (message instanceof CommitterMessage.Stalled stalled) {
            encoder.accept(new EncoderMessage.Stalled(stalled.cause()));
        } else if (message instanceof CommitterMessage.Rested rested) {
            // What belonged to older generations came before this message: none has to be told apart any more.
            CommitQueue queue = queues.get(rested.table());
            if (queue != null && queue.isIdle()) {
                queues.remove(rested.table());
                groups.leave(rested.table(), self);
            }
        }
    }

    /**
     * Brings what can be into storage, and makes one attempt for each table that is ready.
     *
     * @return when the next attempt is due, {@link #NEVER} if nothing waits
     * @throws SinkFailureException if another task failed while it committed for this one
     */
    long attemptDue() {
        if (failure != null) {
            throw failure;
        }
        uploadDue();
        long nextMs = NEVER;
        for (CommitQueue queue : queues.values()) {
            if (queue.hasUploads()) {
                nextMs = Math.min(nextMs, queue.notBeforeMs());
            }
            if (queue.hasOffered()) {
                nextMs = Math.min(nextMs, queue.group().attempt(self, this));
            }
        }
        return nextMs;
    }

    /** Brings what can be into storage, and to the groups. */
    void uploadDue() {
        queues.forEach(this::upload);
    }

    /** Drops what is in no request, when the task ends. What may be in flight is left as it is. */
    void abandon() {
        queues.forEach((table, queue) -> {
            for (GroupMember member : queue.group().withdraw(self)) {
                queue.settled(member.bundle()).remove(dataFiles);
            }
            while (queue.hasUploads()) {
                new BundleFiles(queue.next()).remove(dataFiles);
            }
            groups.leave(table, self);
        });
        queues.clear();
    }

    private CommitQueue queue(TableName table) {
        return queues.computeIfAbsent(table, name -> new CommitQueue(groups.join(name, self), patience.get()));
    }

    private void upload(TableName table, CommitQueue queue) {
        while (queue.hasUploads() && queue.notBeforeMs() <= nowMs()) {
            Bundle bundle = queue.next();
            BundleFiles files = new BundleFiles(bundle);
            try {
                if (queue.isDiscarded(bundle)) {
                    files.remove(dataFiles);
                } else {
                    List<DataFile> finished = files.finish();
                    queue.offered(bundle, files);
                    queue.group()
                            .offer(new GroupMember(
                                    bundle, txns(bundle), finished, () -> queue.isDiscarded(bundle), self));
                    queue.uploads().succeeded();
                }
            } catch (IOException e) {
                LOG.warn("Table {}: {} rows could not be uploaded and will be read again", table, bundle.rows(), e);
                files.remove(dataFiles);
                drop(queue, bundle);
                waitAfterFailure(queue, table, e);
            } finally {
                gauge.sealed(-files.released());
            }
        }
    }

    private SortedMap<String, TxnStep> txns(Bundle bundle) {
        SortedMap<String, TxnStep> txns = new TreeMap<>();
        bundle.steps().forEach((source, step) -> txns.put(settings.txn().appId(source), step));
        return txns;
    }

    private void waitAfterFailure(CommitQueue queue, TableName table, IOException cause) {
        queue.waitUntil(nowMs() + queue.uploads().failed(nowMs()));
        counters.retried();
        if (queue.uploads().seemsToLast()) {
            encoder.accept(new EncoderMessage.Stalled(StalledTableException.of(table, "upload a data file", cause)));
        }
    }

    private void settle(Bundle bundle, GroupOutcome outcome) {
        CommitQueue queue = queue(bundle.table());
        BundleFiles files = queue.settled(bundle);
        if (outcome instanceof GroupOutcome.Committed) {
            counters.committed(bundle, files.storedBytes(), nowMs());
            encoder.accept(new EncoderMessage.Committed(bundle));
        } else if (outcome instanceof GroupOutcome.Dropped dropped) {
            files.remove(dataFiles);
            if (!queue.isDiscarded(bundle)) {
                LOG.warn(
                        "Table {}: a commit of {} rows was dropped and will be read again: {}",
                        bundle.table(),
                        bundle.rows(),
                        dropped.reason());
                drop(queue, bundle);
            }
        } else if (outcome instanceof GroupOutcome.Broken broken) {
            failure = new SinkFailureException(
                    "Table " + bundle.table()
                            + ": the task that committed for all tasks of this worker ended by an error; "
                            + "restart the task, nothing is lost",
                    broken.cause());
        }
    }

    /** Nothing of this generation is committed any more: what came later was based on what is now dropped. */
    private void drop(CommitQueue queue, Bundle bundle) {
        counters.gaveUp();
        queue.discardBefore(bundle.generation() + 1);
        encoder.accept(new EncoderMessage.Dropped(bundle.table(), bundle.generation()));
    }

    @Override
    public long nowMs() {
        return nowMs.getAsLong();
    }

    @Override
    public long maxFileAgeMs() {
        return settings.maxFileAgeMs();
    }

    @Override
    public boolean isOver() {
        return over.getAsBoolean();
    }

    @Override
    public void committed(TableGroup group, long version, List<GroupMember> members) {
        LOG.info("{}", CommitLine.of(group.table(), version, members, nowMs()));
        checkpoints.accept(group.log());
    }

    @Override
    public void conflict() {
        counters.conflict();
    }

    @Override
    public void retried() {
        counters.retried();
    }
}
