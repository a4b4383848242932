// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.PendingOffsets;
import dev.alluvium.connect.sink.core.Rewind;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One task with its encoder and committer, without threads: nothing happens unless a test says so, and in the order it says.
 * Plays Connect as well: it reads "Kafka" (every offset of a partition exists) and carries rewinds out.
 */
final class TaskRig {
    static final long INTERVAL_MS = RigSettings.FLUSH.intervalMs();
    static final long RETRY_TIMEOUT_MS = RigSettings.RETRY_TIMEOUT_MS;
    static final long QUICK_RETRY_MS = 2_000;
    static final long MAX_QUARANTINE_MS = 10_000;
    static final long MAX_FILE_AGE_MS = RigSettings.MAX_FILE_AGE_MS;

    final FakeDataFiles files;
    final PendingOffsets pending = new PendingOffsets();
    final MemoryGauge gauge = new MemoryGauge();
    final PipelineCounters counters = new PipelineCounters(0);
    final Deque<CommitterMessage> toCommitter = new ArrayDeque<>();
    final Deque<EncoderMessage> toEncoder = new ArrayDeque<>();
    final Deque<Rewind> rewinds = new ArrayDeque<>();
    final Map<SourcePartition, Session> sessions = new HashMap<>();
    final Map<SourcePartition, Long> positions = new TreeMap<>();
    final List<Long> slept = new ArrayList<>();
    final List<Bundle> sealed = new ArrayList<>();
    final Encoder encoder;
    final Committer committer;
    final SinkSettings settings;
    long nowMs = 1_000_000;
    int checkpointsAsked;
    /** Whether the task has been told to end. */
    boolean over;

    private long lastSession;
    private long lastBatch;
    private long lastId;

    TaskRig(FakeDeltaLogs logs, FakeDataFiles files) {
        this(logs, files, RigSettings.FLUSH, Long.MAX_VALUE, 0);
    }

    TaskRig(FakeDeltaLogs logs, FakeDataFiles files, FlushPolicy flush, long maxOpenBytes, long seed) {
        this(logs, files, RigSettings.of(flush), RigSettings.groups(logs, flush), maxOpenBytes, seed);
    }

    /** One of the tasks of a worker. */
    TaskRig(FakeDeltaLogs logs, FakeDataFiles files, CommitGroups groups, long seed) {
        this(logs, files, RigSettings.of(RigSettings.FLUSH), groups, Long.MAX_VALUE, seed);
    }

    private TaskRig(
            FakeDeltaLogs logs,
            FakeDataFiles files,
            SinkSettings settings,
            CommitGroups groups,
            long maxOpenBytes,
            long seed) {
        this.files = files;
        this.settings = settings;
        FlushPolicy flush = settings.flush();
        Backoff backoff = new Backoff(100, 1_000, new SplittableRandom(seed));
        Backoff quarantine = new Backoff(1_000, MAX_QUARANTINE_MS, new SplittableRandom(seed));
        StorageRetry retry =
                new StorageRetry(() -> new Patience(backoff, QUICK_RETRY_MS), () -> nowMs, this::sleep, () -> false);
        this.encoder = new Encoder(
                table -> {
                    TableLog log = logs.open(table);
                    OpenFiles open = new OpenFiles(table, files, new SchemaAgreement(table, log, retry));
                    return new TableWriter(table, log, open, settings.txn(), pending, retry, settings.maxClockSkewMs());
                },
                new Readings(pending, rewinds::add, settings.fansOut()),
                new Quarantine(() -> new Patience(quarantine, RETRY_TIMEOUT_MS), pending, () -> nowMs, counters),
                flush,
                groups::dueMs,
                gauge,
                new FileMemory(gauge, maxOpenBytes, this::awaitUploads, () -> false),
                () -> new UUID(seed, ++lastId),
                () -> nowMs,
                this::submit);
        this.committer = new Committer(
                groups,
                () -> new Patience(backoff, RETRY_TIMEOUT_MS),
                files,
                settings,
                gauge,
                () -> nowMs,
                toCommitter::add,
                toEncoder::add,
                log -> checkpointsAsked++,
                counters,
                () -> over);
    }

    private void sleep(long durationMs) {
        slept.add(durationMs);
        nowMs += durationMs;
    }

    private void submit(CommitterMessage message) {
        toCommitter.add(message);
        if (message instanceof CommitterMessage.Submit submit) {
            sealed.add(submit.bundle());
        }
    }

    private void awaitUploads(long durationMs) {
        sleep(durationMs);
        offer();
    }

    static SourcePartition partition(int number) {
        return new SourcePartition("topic", number);
    }

    String appId(int partition) {
        return settings.txn().appId(partition(partition));
    }

    /** Assigns the partition, to be read from {@code position}. */
    TaskRig open(int number, long position) {
        SourcePartition source = partition(number);
        Session session = new Session(source, ++lastSession);
        sessions.put(source, session);
        positions.put(source, position);
        encoder.handle(new EncoderMessage.Opened(session));
        return this;
    }

    /** Takes the partition away without a chance to commit. */
    void lose(int... numbers) {
        for (int number : numbers) {
            sessions.remove(partition(number));
            positions.remove(partition(number));
            encoder.handle(new EncoderMessage.Closed(Set.of(partition(number))));
        }
    }

    boolean flush(int... numbers) {
        CountDownLatch done = new CountDownLatch(1);
        Set<SourcePartition> sources = new HashSet<>();
        for (int number : numbers) {
            sources.add(partition(number));
        }
        encoder.handle(new EncoderMessage.Flush(sources, done));
        work();
        return done.getCount() == 0;
    }

    /** Reads the next {@code count} records of the partition into {@code table}. */
    TaskRig read(TableName table, RowShape shape, int number, int count) {
        SourcePartition source = partition(number);
        Session session = sessions.get(source);
        List<Row> rows = new ArrayList<>();
        long position = positions.get(source);
        for (long offset = position; offset < position + count; offset++) {
            rows.add(new Row(table, session, offset, shape, "content", 1));
        }
        hand(rows);
        positions.put(source, position + count);
        return this;
    }

    /** Hands rows over as they are, whatever was read before. */
    void hand(List<Row> rows) {
        Batch batch = Batch.of(++lastBatch, rows);
        gauge.queued(batch.sizeBytes());
        encoder.handle(new EncoderMessage.Rows(batch));
    }

    /** Seals what is due after the interval. */
    TaskRig seal() {
        nowMs += INTERVAL_MS;
        encoder.sealDue();
        return this;
    }

    /** Delivers what encoder and committer have to say to each other and lets the committer attempt until nothing is left. */
    TaskRig work() {
        for (int round = 0; round < 1_000; round++) {
            tellCommitter();
            long nextMs = committer.attemptDue();
            while (!toEncoder.isEmpty()) {
                encoder.handle(toEncoder.remove());
            }
            encoder.releaseDue();
            if (toCommitter.isEmpty() && nextMs == Committer.NEVER) {
                return this;
            }
            nowMs = Math.max(nowMs, nextMs == Committer.NEVER ? nowMs : nextMs);
        }
        throw new AssertionError("the committer does not come to an end");
    }

    /** One attempt of the committer, and what came of it. */
    void attempt() {
        tellCommitter();
        committer.attemptDue();
        tellCommitter();
    }

    void tellCommitter() {
        while (!toCommitter.isEmpty()) {
            committer.handle(toCommitter.remove());
        }
    }

    /** Brings files into storage and bundles to the group, where somebody else is at it. */
    void offer() {
        tellCommitter();
        committer.uploadDue();
    }

    void listen() {
        while (!toEncoder.isEmpty()) {
            encoder.handle(toEncoder.remove());
        }
    }

    TaskRig sealAndWork() {
        return seal().work();
    }

    /** Carries out the rewinds asked for, as the task does between two batches. */
    Map<SourcePartition, Long> rewind() {
        Map<SourcePartition, Long> sought = new TreeMap<>();
        for (Rewind rewind = rewinds.poll(); rewind != null; rewind = rewinds.poll()) {
            SourcePartition source = rewind.session().source();
            if (rewind.session().equals(sessions.get(source))) {
                Session next = new Session(source, ++lastSession);
                sessions.put(source, next);
                positions.put(source, rewind.offset());
                sought.put(source, rewind.offset());
                encoder.handle(new EncoderMessage.Rewound(next, rewind.offset()));
            }
        }
        return sought;
    }

    /** What the task would let Kafka forget, were Connect to ask now. */
    long acknowledged(int number) {
        SourcePartition source = partition(number);
        return Math.min(pending.lowest(source).orElse(Long.MAX_VALUE), positions.get(source));
    }

    boolean pendingNowhere() {
        return positions.keySet().stream()
                .allMatch(source -> pending.lowest(source).isEmpty());
    }

    /** Waits until every table in quarantine has had its next chance. */
    TaskRig waitForQuarantine() {
        nowMs += MAX_QUARANTINE_MS;
        encoder.releaseDue();
        return this;
    }

    @Nullable Rewind nextRewind() {
        return rewinds.peek();
    }

    static Optional<CommitterMessage.Submit> submitted(Deque<CommitterMessage> messages) {
        return messages.stream()
                .filter(CommitterMessage.Submit.class::isInstance)
                .map(CommitterMessage.Submit.class::cast)
                .findFirst();
    }
}
