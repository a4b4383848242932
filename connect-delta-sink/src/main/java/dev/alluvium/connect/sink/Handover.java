// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Hands rows to the pipeline in the order they were read, but never one past a record whose report is unfinished: so no txn
 * covers such a record (rule 1). For the task's thread alone.
 */
final class Handover {
    /** Reports mostly take a few milliseconds: a short wait is cheaper than pausing. */
    private static final long MAX_WAIT_MS = 100;

    private final Consumer<List<Row>> pipeline;
    private final Deque<Held> held = new ArrayDeque<>();

    private record Held(Taken taken, Map<SourcePartition, Long> lowest) {}

    Handover(Consumer<List<Row>> pipeline) {
        this.pipeline = pipeline;
    }

    /** @throws ConnectException if a report has failed */
    void hand(Taken taken) {
        if (held.isEmpty() && taken.reports().isEmpty()) {
            release(taken);
        } else if (!taken.rows().isEmpty() || !taken.reports().isEmpty()) {
            held.add(new Held(taken, lowest(taken)));
            advance(MAX_WAIT_MS);
        }
    }

    /**
     * Hands over what no longer waits.
     *
     * @throws ConnectException if a report has failed
     */
    void advance() {
        advance(0);
    }

    private void advance(long waitMs) {
        long deadline = System.nanoTime() + waitMs * 1_000_000;
        for (Held first = held.peek(); first != null && isSafe(first.taken, deadline); first = held.peek()) {
            held.remove();
            release(first.taken);
        }
    }

    private static boolean isSafe(Taken taken, long deadline) {
        for (Report report : taken.reports()) {
            if (!report.isSafe(Math.max(0, (deadline - System.nanoTime()) / 1_000_000))) {
                return false;
            }
        }
        return true;
    }

    private void release(Taken taken) {
        if (!taken.rows().isEmpty()) {
            pipeline.accept(taken.rows());
        }
    }

    /** Whether rows wait for reports: then no more should be read. */
    boolean waits() {
        return !held.isEmpty();
    }

    /** The lowest offset of the partition among what waits, {@code Long.MAX_VALUE} if there is none. */
    long lowest(SourcePartition source) {
        long lowest = Long.MAX_VALUE;
        for (Held batch : held) {
            lowest = Math.min(lowest, batch.lowest.getOrDefault(source, Long.MAX_VALUE));
        }
        return lowest;
    }

    private static Map<SourcePartition, Long> lowest(Taken taken) {
        Map<SourcePartition, Long> lowest = new HashMap<>();
        taken.rows().forEach(row -> lowest.merge(row.source(), row.offset(), Math::min));
        taken.reports().forEach(report -> lowest.merge(report.source(), report.offset(), Math::min));
        return lowest;
    }
}
