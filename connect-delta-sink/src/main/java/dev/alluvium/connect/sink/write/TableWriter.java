// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.PendingOffsets;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TxnIdentity;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One table as the encoder sees it: what it has, what is on its way, the files being written. Holds rule 5's
 * {@code taken(T,p)}: what the table has or has taken is skipped, wherever Kafka's offsets stand.
 */
final class TableWriter {
    private final TableName table;
    private final TableLog log;
    private final OpenFiles files;
    private final TxnIdentity identity;
    private final PendingOffsets pending;
    private final StorageRetry retry;
    private final long maxClockSkewMs;
    private final Map<SourcePartition, Lane> lanes = new HashMap<>();
    /** The newest txn seen or made of each partition: it may never be seen to vanish or to fall. */
    private final Map<SourcePartition, Long> agreed = new HashMap<>();

    private final Deque<Bundle> inFlight = new ArrayDeque<>();
    /** Of the row before, whose lane the next row mostly is in as well. */
    private @Nullable SourcePartition lastSource;

    private @Nullable Lane lastLane;
    private long generation;

    TableWriter(
            TableName table,
            TableLog log,
            OpenFiles files,
            TxnIdentity identity,
            PendingOffsets pending,
            StorageRetry retry,
            long maxClockSkewMs) {
        this.maxClockSkewMs = maxClockSkewMs;
        this.table = table;
        this.log = log;
        this.files = files;
        this.identity = identity;
        this.pending = pending;
        this.retry = retry;
    }

    /** What must outlive everything else that is known of a table. */
    record Memory(long generation, Map<SourcePartition, Long> agreed) {}

    Memory memory() {
        return new Memory(generation, Map.copyOf(agreed));
    }

    /** To be called before anything else. */
    void recall(Memory memory) {
        generation = memory.generation();
        agreed.putAll(memory.agreed());
    }

    /**
     * Writes the row, unless the table has it already.
     *
     * @param assigned the partitions of a topic that are ours, to read their txns with one look
     */
    @SuppressWarnings("ReferenceEquality") // What is equal but not the same is only looked up once more.
    void take(Row row, long nowMs, Function<String, Set<SourcePartition>> assigned) throws IOException {
        SourcePartition source = row.source();
        Lane lane = lastLane;
        if (lane == null || source != lastSource) {
            lane = lanes.get(source);
            if (lane == null) {
                lane = load(source, assigned.apply(source.topic()));
            }
            lastSource = source;
            lastLane = lane;
        }
        if (lane.has(row.offset())) {
            if (lane.isImpostor(row.offset(), row.shape().timestampMs(row))) {
                throw impostor(row);
            }
            return;
        }
        files.append(row, nowMs);
        if (lane.take(row.offset())) {
            pending.add(source, row.offset());
        }
    }

    private Lane load(SourcePartition wanted, Set<SourcePartition> assigned) {
        Set<SourcePartition> unknown = new HashSet<>(assigned);
        unknown.add(wanted);
        unknown.removeAll(lanes.keySet());
        Map<String, SourcePartition> appIds = new HashMap<>();
        unknown.forEach(source -> appIds.put(identity.appId(source), source));
        TableState state = retry.untilDone(table, "read the snapshot", () -> Optional.of(log.load(appIds.keySet())));
        appIds.forEach((appId, source) -> {
            Long txn = state.txns().get(appId);
            checkNotDamaged(source, txn == null ? OptionalLong.empty() : OptionalLong.of(txn));
            lanes.put(source, new Lane(txn == null ? OptionalLong.empty() : OptionalLong.of(txn), youngestMs(appId)));
        });
        Lane lane = lanes.get(wanted);
        if (lane == null) {
            throw new IllegalStateException("no lane for " + wanted);
        }
        return lane;
    }

    private long youngestMs(String appId) {
        OptionalLong updatedMs = log.lastUpdatedMs(appId);
        return updatedMs.isEmpty() || maxClockSkewMs == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : updatedMs.getAsLong() + maxClockSkewMs;
    }

    private SinkFailureException impostor(Row row) {
        return new SinkFailureException(
                "Table " + table + " has " + row.source() + " up to an offset behind " + row.offset()
                        + ", but the record at that offset was made later than the table took it: the topic was probably deleted and made "
                        + "again, and its new records would be skipped. Set delta.kafka.bootstrap.servers, so that the connector can "
                        + "ask which topic it is; that also ends this check, should producers' clocks be ahead");
    }

    private void checkNotDamaged(SourcePartition source, OptionalLong txn) {
        Long before = agreed.get(source);
        if (before != null && (txn.isEmpty() || txn.getAsLong() < before)) {
            throw StalledTableException.of(
                    table,
                    new UnsupportedTableException("it has lost track of " + source + ": its txn '"
                            + identity.appId(source) + "' was " + before + " and is now "
                            + (txn.isEmpty() ? "gone" : String.valueOf(txn.getAsLong()))
                            + ". Somebody replaced the table or let its transaction identifiers expire. Nothing was written: reading "
                            + "the topic again from the start would double rows. Bring the table back, or give the connector a new "
                            + "table or a new delta.txn.app.id, then restart the task."));
        }
        txn.ifPresent(version -> agreed.put(source, version));
    }

    /** Whether rows wait to be sealed. */
    boolean holdsRows() {
        return files.rows() > 0;
    }

    /** Whether bundles wait for their commit. */
    boolean isInFlight() {
        return !inFlight.isEmpty();
    }

    OpenFiles files() {
        return files;
    }

    boolean hasPendingOf(Set<SourcePartition> sources) {
        // Asked of thousands of tables, of which most have nothing to do with these.
        if (holdsRows()) {
            for (Map.Entry<SourcePartition, Lane> lane : lanes.entrySet()) {
                if (lane.getValue().holdsRows() && sources.contains(lane.getKey())) {
                    return true;
                }
            }
        }
        for (Bundle bundle : inFlight) {
            if (!Collections.disjoint(bundle.steps().keySet(), sources)) {
                return true;
            }
        }
        return false;
    }

    /** Closes what was gathered into a bundle; the next rows are based on it, before it is committed. */
    Bundle seal(UUID id, long nowMs) {
        Map<SourcePartition, TxnStep> steps = new HashMap<>();
        lanes.forEach((source, lane) -> {
            if (lane.holdsRows()) {
                steps.put(source, lane.seal());
            }
        });
        long rows = files.rows();
        long firstRowMs = files.firstRowMs();
        long bufferedBytes = files.bufferedBytes();
        Bundle bundle =
                new Bundle(table, generation, id, steps, files.release(), rows, bufferedBytes, firstRowMs, nowMs);
        inFlight.add(bundle);
        return bundle;
    }

    /** The oldest bundle in flight stands in the log. That of a dropped generation tells nothing new. */
    void committed(Bundle bundle) {
        if (bundle.generation() != generation) {
            return;
        }
        Bundle oldest = inFlight.poll();
        if (oldest == null || !oldest.id().equals(bundle.id())) {
            throw new IllegalStateException("bundles of table " + table + " were committed out of order");
        }
        bundle.steps().forEach((source, step) -> {
            agreed.put(source, step.version());
            pending.remove(source, step.firstOffset());
        });
    }

    boolean isCurrent(long someGeneration) {
        return someGeneration == generation;
    }

    /**
     * Drops everything that is not committed, in files and in flight, and forgets what the table has, to look again with
     * the next row. All partitions with rows in the dropped files fall back, not only a fenced one (rule 5).
     *
     * @param needAgain is told of each partition that fell back the first offset dropped, before it ceases to be pending
     * @return the new generation
     */
    long discard(BiConsumer<SourcePartition, Long> needAgain) {
        Map<SourcePartition, Long> firsts = new HashMap<>();
        inFlight.forEach(bundle ->
                bundle.steps().forEach((source, step) -> firsts.merge(source, step.firstOffset(), Math::min)));
        lanes.forEach((source, lane) -> {
            if (lane.holdsRows()) {
                firsts.merge(source, lane.first(), Math::min);
            }
        });
        firsts.forEach(needAgain);
        inFlight.forEach(
                bundle -> bundle.steps().forEach((source, step) -> pending.remove(source, step.firstOffset())));
        lanes.forEach((source, lane) -> {
            if (lane.holdsRows()) {
                pending.remove(source, lane.first());
            }
        });
        inFlight.clear();
        lanes.clear();
        lastLane = null;
        files.abort();
        return ++generation;
    }

    /** The partition begins anew: what the table has of it is looked up with the next row. Nothing of it may be pending. */
    void forget(SourcePartition source) {
        lanes.remove(source);
        lastLane = null;
    }
}
