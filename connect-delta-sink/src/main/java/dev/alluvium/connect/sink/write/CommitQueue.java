// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What one task has to commit to one table: bundles whose files are still to be brought into storage, and those offered. */
final class CommitQueue {
    private final TableGroup group;
    private final Patience uploads;
    private final Deque<Bundle> waiting = new ArrayDeque<>();
    private final Map<UUID, BundleFiles> offered = new HashMap<>();
    private long notBeforeMs = Long.MIN_VALUE;
    /** Read by whichever task commits for all. */
    private volatile long minGeneration;

    CommitQueue(TableGroup group, Patience uploads) {
        this.group = group;
        this.uploads = uploads;
    }

    TableGroup group() {
        return group;
    }

    Patience uploads() {
        return uploads;
    }

    void add(Bundle bundle) {
        waiting.add(bundle);
    }

    boolean isIdle() {
        return waiting.isEmpty() && offered.isEmpty();
    }

    boolean hasUploads() {
        return !waiting.isEmpty();
    }

    boolean hasOffered() {
        return !offered.isEmpty();
    }

    long notBeforeMs() {
        return notBeforeMs;
    }

    void waitUntil(long ms) {
        notBeforeMs = ms;
    }

    /** The next one to upload. */
    Bundle next() {
        return waiting.remove();
    }

    /** The bundle is with the group now. */
    void offered(Bundle bundle, BundleFiles files) {
        offered.put(bundle.id(), files);
    }

    /** The bundle, which was offered, is with the group no longer. */
    BundleFiles settled(Bundle bundle) {
        BundleFiles files = offered.remove(bundle.id());
        if (files == null) {
            throw new IllegalStateException("a bundle of table " + bundle.table() + " was settled twice");
        }
        return files;
    }

    /** Commit nothing older than this generation. */
    void discardBefore(long generation) {
        minGeneration = Math.max(minGeneration, generation);
    }

    boolean isDiscarded(Bundle bundle) {
        return bundle.generation() < minGeneration;
    }
}
