// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Flushes that wait until nothing of their partitions is pending. A table that is done is not looked at again. */
final class Flushes {
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(EncoderMessage.Flush request, Deque<TableWriter> tables) {
        boolean isDone() {
            while (!tables.isEmpty() && !tables.element().hasPendingOf(request.sources())) {
                tables.remove();
            }
            return tables.isEmpty();
        }
    }

    void add(EncoderMessage.Flush request, Collection<TableWriter> tables) {
        waiting.add(new Waiting(request, new ArrayDeque<>(tables)));
    }

    void answer() {
        waiting.removeIf(flush -> {
            boolean done = flush.isDone();
            if (done) {
                flush.request().done().countDown();
            }
            return done;
        });
    }
}
