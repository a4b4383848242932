// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.PendingOffsets;
import dev.alluvium.connect.sink.core.Rewind;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows from one task and brings them into their tables: an encoder thread writes files, a committer thread uploads and
 * commits them, a third writes checkpoints. The threads share nothing but messages.
 *
 * <p>All methods are for the task's own thread. None of them waits for storage, except {@link #flush} for as long as it is
 * told to. The threads are daemons and are never interrupted: an interrupted upload may leave half a file behind.
 */
public final class Pipeline {
    private static final long FIRST_BACKOFF_MS = CommitGroups.FIRST_BACKOFF_MS;
    private static final long MAX_BACKOFF_MS = CommitGroups.MAX_BACKOFF_MS;
    /** How long a table that does not answer may hold up the encoder, which is there for all tables. */
    private static final long QUICK_RETRY_MS = 2_000;
    /** What waits is read again, perhaps from far back: that should not happen often. */
    private static final long FIRST_QUARANTINE_MS = 1_000;

    private static final long MAX_QUARANTINE_MS = 60_000;

    private final SinkSettings settings;
    private final Waiting waiting;
    private final PendingOffsets pending = new PendingOffsets();
    private final MemoryGauge gauge = new MemoryGauge();
    private final PipelineCounters counters;
    private final Mailbox<EncoderMessage> toEncoder;
    private final Queue<Rewind> rewinds = new ConcurrentLinkedQueue<>();
    private final ThreadLife life = new ThreadLife();
    private final EncoderThread encoding;
    private final CommitterThread committing;
    private final Checkpoints checkpoints;
    private final List<Thread> threads;

    private final HandedBatches handed = new HandedBatches();

    /**
     * @param groups shared with the other tasks of the connector in this worker
     * @param threads makes daemon threads that carry the plugin's class loader
     * @param nowMs a clock that never goes back; where it starts does not matter
     */
    public Pipeline(
            SinkSettings settings,
            CommitGroups groups,
            TableLogs logs,
            DataFiles dataFiles,
            ThreadFactory threads,
            LongSupplier nowMs,
            RandomGenerator random) {
        this(settings, groups, logs, dataFiles, threads, nowMs, random, Waiting.real());
    }

    Pipeline(
            SinkSettings settings,
            CommitGroups groups,
            TableLogs logs,
            DataFiles dataFiles,
            ThreadFactory threads,
            LongSupplier nowMs,
            RandomGenerator random,
            Waiting waiting) {
        this.settings = settings;
        this.waiting = waiting;
        this.counters = new PipelineCounters(nowMs.getAsLong());
        this.toEncoder = new Mailbox<>(nowMs);
        Mailbox<CommitterMessage> toCommitter = new Mailbox<>(nowMs);
        Backoff backoff = new Backoff(FIRST_BACKOFF_MS, MAX_BACKOFF_MS, random);
        Supplier<Patience> quick = () -> new Patience(backoff, Math.min(QUICK_RETRY_MS, settings.retryTimeoutMs()));
        StorageRetry retry = new StorageRetry(quick, nowMs, waiting::sleep, life::isOver);
        Backoff quarantine = new Backoff(FIRST_QUARANTINE_MS, MAX_QUARANTINE_MS, random);
        FileMemory memory = new FileMemory(gauge, settings.maxMemoryBytes() / 2, waiting::sleep, life::isOver);
        Encoder encoder = new Encoder(
                table -> newTable(table, logs.open(table), dataFiles, retry),
                new Readings(pending, rewinds::add, settings.fansOut()),
                new Quarantine(() -> new Patience(quarantine, settings.retryTimeoutMs()), pending, nowMs, counters),
                settings.flush(),
                groups::dueMs,
                gauge,
                memory,
                UUID::randomUUID,
                nowMs,
                toCommitter::send);
        this.checkpoints = new Checkpoints(threads);
        Committer committer = new Committer(
                groups,
                () -> new Patience(backoff, settings.retryTimeoutMs()),
                dataFiles,
                settings,
                gauge,
                nowMs,
                toCommitter::send,
                toEncoder::send,
                checkpoints::consider,
                counters,
                life::isOver);
        this.encoding = new EncoderThread(encoder, toEncoder, life);
        this.committing = new CommitterThread(committer, toCommitter, life);
        this.threads = List.of(threads.newThread(life.of(encoding::run)), threads.newThread(life.of(committing::run)));
    }

    private TableWriter newTable(TableName table, TableLog log, DataFiles dataFiles, StorageRetry retry) {
        OpenFiles files = new OpenFiles(table, dataFiles, new SchemaAgreement(table, log, retry));
        return new TableWriter(table, log, files, settings.txn(), pending, retry, settings.maxClockSkewMs());
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** A partition was assigned, and is read in this session from now on. */
    public void opened(Session session) {
        toEncoder.send(new EncoderMessage.Opened(session));
    }

    /** A rewind was carried out: the partition is read in this session from {@code offset} on. */
    public void rewound(Session session, long offset) {
        toEncoder.send(new EncoderMessage.Rewound(session, offset));
    }

    /** Takes the rows, whatever memory they hold: ask {@link #usedBytes()} before reading more. */
    public void hand(List<Row> rows) {
        handed.forgetUpTo(encoding.written());
        Batch batch = Batch.of(handed.hand(Batch.lowestOffsets(rows)), rows);
        gauge.queued(batch.sizeBytes());
        toEncoder.send(new EncoderMessage.Rows(batch));
    }

    /** The next rewind that is asked for, null if there is none. One for a session that is over is to be ignored. */
    public @Nullable Rewind nextRewind() {
        return rewinds.poll();
    }

    /**
     * The first offset of the partition that is not in every table it belongs to (rule 6): neither it nor anything behind it
     * may be acknowledged. Empty if nothing that was handed over is pending.
     */
    public OptionalLong lowestPending(SourcePartition source) {
        handed.forgetUpTo(encoding.written());
        // Read after `written`: what a batch left pending was noted before the batch was counted as written.
        long lowest = Math.min(pending.lowest(source).orElse(Long.MAX_VALUE), handed.lowest(source));
        return lowest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(lowest);
    }

    public PipelineCounters counters() {
        return counters;
    }

    /** Memory that rows on their way hold, in bytes, about. */
    public long usedBytes() {
        return gauge.usedBytes();
    }

    /** How much of it they may hold. */
    public long maxMemoryBytes() {
        return settings.maxMemoryBytes();
    }

    /** Tables with files that still take rows. */
    public int openTables() {
        return gauge.openTables();
    }

    /** The part of it that waits to be written into files. */
    public long queuedBytes() {
        return gauge.queuedBytes();
    }

    /** Waits until at most {@code maxBytes} wait to be written into files, but not for longer than {@code timeoutMs}. */
    public void awaitQueue(long maxBytes, long timeoutMs) throws InterruptedException {
        waiting.awaitQueue(gauge, maxBytes, timeoutMs);
    }

    /** How many commits have been made: when it has grown, more may be acknowledged. */
    public long commits() {
        return encoding.commits();
    }

    /** @throws SinkFailureException if the pipeline has failed: the task must fail too */
    public void checkHealth() {
        life.check();
    }

    /**
     * Commits what the partitions have pending.
     *
     * @return whether all of it stands in the tables; if not within {@code timeoutMs}, it will be read again by whoever owns
     *     them next
     */
    public boolean flush(Set<SourcePartition> sources, long timeoutMs) throws InterruptedException {
        if (life.hasFailed()) {
            return false;
        }
        CountDownLatch done = new CountDownLatch(1);
        toEncoder.send(new EncoderMessage.Flush(Set.copyOf(sources), done));
        return waiting.await(done, timeoutMs);
    }

    /** The partitions are no longer ours: what is still pending of them is dropped. */
    public void closed(Set<SourcePartition> sources) {
        toEncoder.send(new EncoderMessage.Closed(Set.copyOf(sources)));
    }

    /** Ends the threads without waiting for storage. What is not committed is dropped; a request in flight is left alone. */
    public void stop() {
        life.end();
        checkpoints.stop();
    }

    /** For whoever has not started it, and takes its turns instead. */
    EncoderThread encoderThread() {
        return encoding;
    }

    /** For whoever has not started it, and takes its turns instead. */
    CommitterThread committerThread() {
        return committing;
    }
}
