// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a pipeline has done since it was started. Counted by its threads, read by any. */
public final class PipelineCounters {
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong conflicts = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong lastCommitLatencyMs = new AtomicLong();
    private final AtomicLong lastCommitDelayMs = new AtomicLong();
    private final AtomicLong lastCommitAtMs = new AtomicLong();
    private final AtomicInteger quarantined = new AtomicInteger();

    PipelineCounters(long nowMs) {
        lastCommitAtMs.set(nowMs);
    }

    void committed(Bundle bundle, long committedBytes, long nowMs) {
        commits.incrementAndGet();
        rows.addAndGet(bundle.rows());
        bytes.addAndGet(committedBytes);
        files.addAndGet(bundle.files().size());
        lastCommitLatencyMs.set(nowMs - bundle.sealedAtMs());
        lastCommitDelayMs.set(nowMs - bundle.firstRowMs());
        lastCommitAtMs.set(nowMs);
    }

    void conflict() {
        conflicts.incrementAndGet();
    }

    void gaveUp() {
        dropped.incrementAndGet();
    }

    void retried() {
        retries.incrementAndGet();
    }

    void quarantined(int tables) {
        quarantined.set(tables);
    }

    /** Versions of tables. */
    public long commits() {
        return commits.get();
    }

    public long rows() {
        return rows.get();
    }

    /** Of data files. */
    public long bytes() {
        return bytes.get();
    }

    /** Data files. */
    public long files() {
        return files.get();
    }

    /** Races for a version that were lost and run again. */
    public long conflicts() {
        return conflicts.get();
    }

    /** Commits that were given up because the table had moved on; their rows were read again. */
    public long dropped() {
        return dropped.get();
    }

    /** Attempts to commit that storage failed. */
    public long retries() {
        return retries.get();
    }

    /** From closing the files to the commit, of the last one. */
    public long lastCommitLatencyMs() {
        return lastCommitLatencyMs.get();
    }

    /** From the first row to the commit that made it visible, of the last one. */
    public long lastCommitDelayMs() {
        return lastCommitDelayMs.get();
    }

    /** On the pipeline's clock; when it was made, if there was none yet. */
    public long lastCommitAtMs() {
        return lastCommitAtMs.get();
    }

    /** Tables that cannot be written at present. */
    public int quarantined() {
        return quarantined.get();
    }
}
