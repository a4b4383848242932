// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The bundles of one table that wait for their commit, in order. */
final class CommitQueue {
    private final TableName table;
    private final TableLog log;
    private final Patience patience;
    private final Deque<Bundle> waiting = new ArrayDeque<>();
    private @Nullable BundleCommit current;
    private long minGeneration;
    private long notBeforeMs = Long.MIN_VALUE;

    CommitQueue(TableName table, TableLog log, Patience patience) {
        this.table = table;
        this.log = log;
        this.patience = patience;
    }

    TableName table() {
        return table;
    }

    TableLog log() {
        return log;
    }

    Patience patience() {
        return patience;
    }

    void add(Bundle bundle) {
        waiting.add(bundle);
    }

    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    long notBeforeMs() {
        return notBeforeMs;
    }

    void waitUntil(long ms) {
        notBeforeMs = ms;
    }

    @Nullable BundleCommit current() {
        return current;
    }

    void current(@Nullable BundleCommit commit) {
        current = commit;
    }

    @Nullable Bundle poll() {
        return waiting.poll();
    }

    /** Commit nothing older than this generation. */
    void discardBefore(long generation) {
        minGeneration = Math.max(minGeneration, generation);
    }

    boolean isDiscarded(Bundle bundle) {
        return bundle.generation() < minGeneration;
    }
}
