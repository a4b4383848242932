// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.io.IOException;

/**
 * Brings one content into its table's log, step by step (rules 3 and 4 of the commit protocol). Each step asks storage at most
 * twice and never waits; what the outcome of a request was is settled before anything else is attempted. For one thread at a
 * time.
 */
final class PendingCommit {
    private static final long NONE = -1;

    /** What became of a step. */
    sealed interface Step {
        record Done(long version) implements Step {}

        /** The table has moved on under us; nothing of ours is under way. */
        record Fenced(CommitResult.Fenced by) implements Step {}

        /** Its files might be gone before it stands; nothing of ours is under way. */
        record TooOld(String reason) implements Step {}

        /** Lost the race for a version: try again soon. */
        record Again() implements Step {}

        /** Storage failed: try again later. */
        record Later(Exception cause) implements Step {}

        record Impossible(String reason) implements Step {}
    }

    private final Commit content;
    private final TableLog log;
    private final long sealedAtMs;
    /** The version of the last request of ours, if its outcome is not known. */
    private long unresolved = NONE;

    private long lastAttemptMs;

    /** @param sealedAtMs when the oldest of its files was finished, or before */
    PendingCommit(Commit content, TableLog log, long sealedAtMs) {
        this.content = content;
        this.log = log;
        this.sealedAtMs = sealedAtMs;
    }

    /** Whether a request may still be in flight: until that is settled the content must neither be dropped nor changed. */
    boolean isUnresolved() {
        return unresolved != NONE;
    }

    Step step(long nowMs, long maxFileAgeMs) {
        if (isUnresolved()) {
            ReadBack seen;
            try {
                seen = log.readBack(content.id(), unresolved);
            } catch (IOException e) {
                return new Step.Later(e);
            }
            if (seen instanceof ReadBack.Landed landed) {
                unresolved = NONE;
                return new Step.Done(landed.version());
            }
            if (seen instanceof ReadBack.Lost) {
                unresolved = NONE;
            }
        }
        if (nowMs - sealedAtMs > maxFileAgeMs) {
            return tooOld(nowMs, maxFileAgeMs);
        }
        lastAttemptMs = nowMs;
        return attempt();
    }

    /** Not even repeated, although the outcome is not known: an earlier request names files that are there, this one might not. */
    private Step tooOld(long nowMs, long maxFileAgeMs) {
        if (isUnresolved() && nowMs - lastAttemptMs <= maxFileAgeMs) {
            return new Step.Later(new IOException(
                    "its files are too old to be committed once more, and an earlier request may still arrive"));
        }
        // No request is under way for so long as files are kept.
        unresolved = NONE;
        return new Step.TooOld("its files have waited for " + (nowMs - sealedAtMs)
                + " ms and might be vacuumed while they are committed");
    }

    private Step attempt() {
        CommitResult result = log.commit(content);
        if (result instanceof CommitResult.Committed committed) {
            unresolved = NONE;
            return new Step.Done(committed.version());
        }
        if (result instanceof CommitResult.Unknown unknown) {
            // Not the lowest of several: as this attempt was for a later version, the earlier one is another's, and
            // reading back from there would take this request for lost while it is under way.
            unresolved = unknown.version();
            return new Step.Later(unknown.cause());
        }
        if (result instanceof CommitResult.Conflict) {
            // The version is another's. So is that of an older request of ours: it was for this one, or for one
            // before it, and the txns stand where they stood.
            unresolved = NONE;
            return new Step.Again();
        }
        if (result instanceof CommitResult.Fenced fenced) {
            // An older request of ours may have landed between reading back and this attempt.
            return isUnresolved() ? new Step.Again() : new Step.Fenced(fenced);
        }
        if (result instanceof CommitResult.Unavailable unavailable) {
            return new Step.Later(unavailable.cause());
        }
        return new Step.Impossible(((CommitResult.Unsupported) result).reason());
    }
}
