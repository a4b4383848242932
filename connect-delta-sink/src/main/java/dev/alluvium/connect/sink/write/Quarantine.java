// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.PendingOffsets;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables that cannot be written at present, each by itself. Their rows are passed over; the first offset passed over of each
 * partition is pending until the table gets its next chance and the partition is read again from there, so nothing is lost
 * and no other table waits.
 *
 * <p>A table stays known after its chance, until a commit of it stands: what fails again waits longer. For one thread.
 */
final class Quarantine {
    /** Whether the task has tables that can be written, besides those in quarantine. */
    enum Others {
        GO_ON,
        MAY_COME,
        NONE
    }

    /** Long enough for other tables of the task to show that they can be written. */
    private static final long GRACE_MS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final Supplier<Patience> patience;
    private final PendingOffsets pending;
    private final LongSupplier nowMs;
    private final PipelineCounters counters;
    private final Map<TableName, Stall> stalls = new HashMap<>();

    /** @param patience how long to wait, and how long in all if no table can be written */
    Quarantine(Supplier<Patience> patience, PendingOffsets pending, LongSupplier nowMs, PipelineCounters counters) {
        this.patience = patience;
        this.pending = pending;
        this.nowMs = nowMs;
        this.counters = counters;
    }

    private static final class Stall {
        private final Patience patience;
        private final Map<SourcePartition, Long> held = new HashMap<>();
        private StalledTableException cause;
        private boolean isolated;
        private long dueMs;

        Stall(Patience patience, StalledTableException cause) {
            this.patience = patience;
            this.cause = cause;
        }
    }

    boolean isIsolated(TableName table) {
        Stall stall = stalls.get(table);
        return stall != null && stall.isolated;
    }

    /** Whether the table has failed since its last commit. */
    boolean knows(TableName table) {
        return stalls.containsKey(table);
    }

    /**
     * Keeps the table apart for a while.
     *
     * @throws SinkFailureException if no other table can be written, and it has been so for long enough: at once if waiting
     *     will not help and no other is to be expected
     */
    void isolate(StalledTableException cause, Others others) {
        Stall stall = stalls.computeIfAbsent(cause.table(), any -> new Stall(patience.get(), cause));
        if (stall.isolated) {
            return;
        }
        stall.cause = cause;
        stall.isolated = true;
        counters.quarantined(stalls.size());
        waitLonger(stall, others);
    }

    /** The table's time has come, but it is known already that nothing has changed. */
    void postpone(TableName table, Others others) {
        Stall stall = stalls.get(table);
        if (stall != null) {
            waitLonger(stall, others);
        }
    }

    private void waitLonger(Stall stall, Others others) {
        long now = nowMs.getAsLong();
        long delayMs = stall.patience.failed(now);
        long failingMs = stall.patience.failingMs(now);
        if (others != Others.GO_ON) {
            long graceMs = others == Others.NONE ? 0 : GRACE_MS;
            if (stall.cause.isPermanent() ? failingMs >= graceMs : stall.patience.exhausted(now)) {
                throw stall.cause.asFailure(failingMs);
            }
            // The task is to fail when its time is up, not when the table would be due after that.
            delayMs = Math.min(delayMs, stall.patience.leftMs(now) + 1);
        }
        stall.dueMs = now + delayMs;
        LOG.warn(
                "{} ({}). Its rows wait for {} ms and are then read again; failing for {} ms so far; other tables go on",
                stall.cause.getMessage(),
                stall.cause.reason().toString(),
                delayMs,
                failingMs);
    }

    /** The row at this offset was passed over: nothing from it on may be acknowledged. */
    void hold(TableName table, SourcePartition source, long offset) {
        Stall stall = stalls.get(table);
        if (stall == null) {
            throw new IllegalStateException("table " + table + " is not in quarantine");
        }
        Long before = stall.held.get(source);
        if (before == null || offset < before) {
            pending.add(source, offset);
            stall.held.put(source, offset);
            if (before != null) {
                pending.remove(source, before);
            }
        }
    }

    /** When the next table is due, {@link Encoder#NEVER} if none is kept apart. */
    long dueMs() {
        return stalls.values().stream()
                .filter(stall -> stall.isolated)
                .mapToLong(stall -> stall.dueMs)
                .min()
                .orElse(Encoder.NEVER);
    }

    /** A table whose time has come, null if there is none. */
    @Nullable TableName due() {
        long now = nowMs.getAsLong();
        return stalls.entrySet().stream()
                .filter(entry -> entry.getValue().isolated && entry.getValue().dueMs <= now)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /**
     * Gives the table its next chance.
     *
     * @param needAgain is told of each partition where it must be read again, before that ceases to be pending here
     */
    void release(TableName table, BiConsumer<SourcePartition, Long> needAgain) {
        Stall stall = stalls.get(table);
        if (stall == null || !stall.isolated) {
            return;
        }
        stall.isolated = false;
        stall.held.forEach(needAgain);
        stall.held.forEach(pending::remove);
        stall.held.clear();
    }

    /** A commit of the table stands. */
    void healed(TableName table, BiConsumer<SourcePartition, Long> needAgain) {
        if (stalls.isEmpty() || !stalls.containsKey(table)) {
            return;
        }
        release(table, needAgain);
        stalls.remove(table);
        counters.quarantined(stalls.size());
        LOG.info("Table {} can be written again", table);
    }

    /** The partitions are no longer ours, or begin anew. */
    void forget(Set<SourcePartition> sources) {
        for (Stall stall : stalls.values()) {
            for (SourcePartition source : sources) {
                Long offset = stall.held.remove(source);
                if (offset != null) {
                    pending.remove(source, offset);
                }
            }
        }
    }
}
