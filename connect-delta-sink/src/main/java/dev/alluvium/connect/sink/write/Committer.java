// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes files and commits bundles, the bundles of each table in their order, one attempt at a time. A table that has to
 * wait does not hold up the others. Does all of the task's storage writes, on a thread that nobody interrupts.
 */
final class Committer {
    static final long NEVER = Long.MAX_VALUE;
    /** Most failures pass by themselves, and a table in quarantine costs reading again. */
    private static final int FAILURES_TO_STALL = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Function<TableName, CommitQueue> newQueue;
    private final DataFiles dataFiles;
    private final SinkSettings settings;
    private final MemoryGauge gauge;
    private final LongSupplier nowMs;
    private final Consumer<EncoderMessage> encoder;
    private final Consumer<TableLog> checkpoints;
    private final PipelineCounters counters;
    private final Map<TableName, CommitQueue> queues = new LinkedHashMap<>();

    Committer(
            Function<TableName, CommitQueue> newQueue,
            DataFiles dataFiles,
            SinkSettings settings,
            MemoryGauge gauge,
            LongSupplier nowMs,
            Consumer<EncoderMessage> encoder,
            Consumer<TableLog> checkpoints,
            PipelineCounters counters) {
        this.newQueue = newQueue;
        this.dataFiles = dataFiles;
        this.settings = settings;
        this.gauge = gauge;
        this.nowMs = nowMs;
        this.encoder = encoder;
        this.checkpoints = checkpoints;
        this.counters = counters;
    }

    void handle(CommitterMessage message) {
        if (message instanceof CommitterMessage.Submit submit) {
            queue(submit.bundle().table()).add(submit.bundle());
        } else if (message instanceof CommitterMessage.Discard discard) {
            queue(discard.table()).discardBefore(discard.generation());
        } else if (message instanceof CommitterMessage.Rested rested) {
            // What belonged to older generations came before this message: none has to be told apart any more.
            queues.computeIfPresent(rested.table(), (table, queue) -> queue.isIdle() ? null : queue);
        }
    }

    /**
     * Makes one attempt for each table that is ready.
     *
     * @return when the next attempt is due, {@link #NEVER} if nothing waits
     */
    long attemptDue() {
        long nextMs = NEVER;
        for (CommitQueue queue : queues.values()) {
            if (!queue.isIdle() && queue.notBeforeMs() <= nowMs.getAsLong()) {
                advance(queue);
            }
            if (!queue.isIdle()) {
                nextMs = Math.min(nextMs, queue.notBeforeMs());
            }
        }
        return nextMs;
    }

    /** Drops what has not been attempted, when the task ends. What may be in flight is left as it is. */
    void abandon() {
        for (CommitQueue queue : queues.values()) {
            BundleCommit current = queue.current();
            if (current != null && !current.isUnresolved()) {
                current.removeFiles(dataFiles);
            }
            for (Bundle bundle = queue.poll(); bundle != null; bundle = queue.poll()) {
                bundle.files().forEach(DataFileWriter::abort);
            }
            queue.current(null);
        }
    }

    private CommitQueue queue(TableName table) {
        return queues.computeIfAbsent(table, newQueue);
    }

    private void advance(CommitQueue queue) {
        BundleCommit commit = queue.current();
        if (commit == null) {
            Bundle bundle = queue.poll();
            if (bundle == null) {
                return;
            }
            commit = new BundleCommit(bundle, queue.log(), settings.txn()::appId, settings.commitNotes());
            queue.current(commit);
        }
        if (queue.isDiscarded(commit.bundle()) && !commit.isUnresolved()) {
            commit.removeFiles(dataFiles);
            end(queue, commit);
            return;
        }
        if (!finishFiles(queue, commit)) {
            return;
        }
        BundleCommit.Step step = commit.step(nowMs.getAsLong(), settings.maxFileAgeMs());
        if (step instanceof BundleCommit.Step.Done done) {
            committed(queue, commit, done.version());
        } else if (step instanceof BundleCommit.Step.Drop dropped) {
            LOG.warn(
                    "Table {}: a commit of {} rows was dropped and will be read again: {}",
                    queue.table(),
                    commit.bundle().rows(),
                    dropped.reason());
            commit.removeFiles(dataFiles);
            drop(queue, commit);
        } else if (step instanceof BundleCommit.Step.Again) {
            counters.conflict();
            LOG.debug("Table {}: lost the race for a version, trying again", queue.table());
            queue.waitUntil(nowMs.getAsLong() + queue.patience().failed(nowMs.getAsLong()));
        } else if (step instanceof BundleCommit.Step.Later later) {
            tryLater(queue, "commit", later.cause());
        } else if (step instanceof BundleCommit.Step.Impossible impossible) {
            refuse(queue, commit, new UnsupportedTableException(impossible.reason()));
        }
    }

    private boolean finishFiles(CommitQueue queue, BundleCommit commit) {
        try {
            commit.finishFiles();
            gauge.sealed(-commit.released());
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "Table {}: {} rows could not be uploaded and will be read again",
                    queue.table(),
                    commit.bundle().rows(),
                    e);
            commit.removeFiles(dataFiles);
            drop(queue, commit);
            tryLater(queue, "upload a data file", e);
            return false;
        }
    }

    private void refuse(CommitQueue queue, BundleCommit commit, UnsupportedTableException cause) {
        if (commit.isUnresolved()) {
            tryLater(queue, "commit", cause);
            return;
        }
        commit.removeFiles(dataFiles);
        encoder.accept(new EncoderMessage.Stalled(StalledTableException.of(queue.table(), cause)));
        drop(queue, commit);
    }

    private void tryLater(CommitQueue queue, String doing, Exception cause) {
        long now = nowMs.getAsLong();
        long delayMs = queue.patience().failed(now);
        LOG.warn("Table {}: could not {}, trying again in {} ms: {}", queue.table(), doing, delayMs, cause.toString());
        queue.waitUntil(now + delayMs);
        counters.retried();
        if (queue.patience().failures() >= FAILURES_TO_STALL) {
            encoder.accept(new EncoderMessage.Stalled(StalledTableException.of(queue.table(), doing, cause)));
        }
    }

    private void committed(CommitQueue queue, BundleCommit commit, long version) {
        Bundle bundle = commit.bundle();
        LOG.info(
                "Table {}: committed version {}: {} rows in {} files, offsets {}, {} ms after the seal",
                queue.table(),
                version,
                bundle.rows(),
                bundle.files().size(),
                offsets(bundle),
                nowMs.getAsLong() - bundle.sealedAtMs());
        queue.patience().succeeded();
        counters.committed(bundle, commit.fileBytes(), nowMs.getAsLong());
        end(queue, commit);
        encoder.accept(new EncoderMessage.Committed(bundle));
        checkpoints.accept(queue.log());
    }

    /** Nothing of this generation is committed any more: what came later was based on what is now dropped. */
    private void drop(CommitQueue queue, BundleCommit commit) {
        counters.gaveUp();
        queue.discardBefore(commit.bundle().generation() + 1);
        end(queue, commit);
        encoder.accept(new EncoderMessage.Dropped(queue.table(), commit.bundle().generation()));
    }

    private void end(CommitQueue queue, BundleCommit commit) {
        gauge.sealed(-commit.released());
        queue.current(null);
        queue.waitUntil(nowMs.getAsLong());
    }

    private static String offsets(Bundle bundle) {
        Map<String, String> ranges = new TreeMap<>();
        bundle.steps()
                .forEach((source, step) -> ranges.put(source.toString(), step.firstOffset() + ".." + step.version()));
        return ranges.toString();
    }
}
