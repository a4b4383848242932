// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What was handed to the encoder and may not be written yet: of each batch the lowest offsets, and none of its rows, which
 * would otherwise live until Kafka's offsets are asked for. For the task's thread alone.
 */
final class HandedBatches {
    private final Deque<Handed> waiting = new ArrayDeque<>();
    private long batches;

    private record Handed(long number, Map<SourcePartition, Long> lowest) {}

    /** @return the batch's number: higher than all before it */
    long hand(Map<SourcePartition, Long> lowest) {
        waiting.add(new Handed(++batches, lowest));
        return batches;
    }

    /** All batches up to this one are written. */
    void forgetUpTo(long number) {
        while (!waiting.isEmpty() && waiting.peek().number() <= number) {
            waiting.remove();
        }
    }

    int size() {
        return waiting.size();
    }

    /** The lowest offset among those that may not be written, {@code Long.MAX_VALUE} if there is none. */
    long lowest(SourcePartition source) {
        long lowest = Long.MAX_VALUE;
        for (Handed batch : waiting) {
            lowest = Math.min(lowest, batch.lowest().getOrDefault(source, Long.MAX_VALUE));
        }
        return lowest;
    }
}
