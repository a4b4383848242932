// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.SourcePartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings one bundle into its table's log, step by step (rules 3 and 4 of the commit protocol). Each step asks storage at most
 * twice and never waits; what the outcome of a request was is settled before anything else is attempted.
 */
final class BundleCommit {
    private static final long NONE = -1;

    /** What became of a step. */
    sealed interface Step {
        record Done(long version) implements Step {}

        /** The table has moved on under us, or the files have become too old: they are dropped. */
        record Drop(String reason) implements Step {}

        /** Lost the race for a version: try again soon. */
        record Again() implements Step {}

        /** Storage failed: try again later. */
        record Later(Exception cause) implements Step {}

        record Impossible(String reason) implements Step {}
    }

    private final Bundle bundle;
    private final TableLog log;
    private final Function<SourcePartition, String> appIds;
    private final Map<String, String> notes;
    private final List<DataFile> finished = new ArrayList<>();
    private @Nullable Commit commit;
    private long heldBytes;
    /** The version of the last request of ours, if its outcome is not known. */
    private long unresolved = NONE;

    private long lastAttemptMs;

    BundleCommit(Bundle bundle, TableLog log, Function<SourcePartition, String> appIds, Map<String, String> notes) {
        this.bundle = bundle;
        this.heldBytes = bundle.bufferedBytes();
        this.log = log;
        this.appIds = appIds;
        this.notes = notes;
    }

    Bundle bundle() {
        return bundle;
    }

    /** Whether a request may still be in flight: until that is settled the bundle must neither be dropped nor changed. */
    boolean isUnresolved() {
        return unresolved != NONE;
    }

    /** How much memory the files gave back since this was last asked. */
    long released() {
        long bytes = heldBytes;
        heldBytes = 0;
        return bytes;
    }

    /** Finishes the files. After an exception the bundle can only be dropped. */
    void finishFiles() throws IOException {
        while (finished.size() < bundle.files().size()) {
            finished.add(bundle.files().get(finished.size()).finish());
        }
    }

    /** Of all files finished so far. */
    long fileBytes() {
        return finished.stream().mapToLong(DataFile::sizeBytes).sum();
    }

    Step step(long nowMs, long maxFileAgeMs) {
        if (isUnresolved()) {
            ReadBack seen;
            try {
                seen = log.readBack(bundle.id(), unresolved);
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
        if (nowMs - bundle.sealedAtMs() > maxFileAgeMs) {
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
        return new Step.Drop("its files have waited for " + (nowMs - bundle.sealedAtMs())
                + " ms and might be vacuumed while they are committed");
    }

    private Step attempt() {
        CommitResult result = log.commit(content());
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
            return isUnresolved() ? new Step.Again() : new Step.Drop(describe(fenced));
        }
        if (result instanceof CommitResult.Unavailable unavailable) {
            return new Step.Later(unavailable.cause());
        }
        return new Step.Impossible(((CommitResult.Unsupported) result).reason());
    }

    private String describe(CommitResult.Fenced fenced) {
        StringBuilder text = new StringBuilder("fenced at version " + fenced.version() + ":");
        content().txns().forEach((appId, step) -> {
            Long found = fenced.txns().get(appId);
            OptionalLong actual = found == null ? OptionalLong.empty() : OptionalLong.of(found);
            if (!actual.equals(step.base())) {
                text.append(" txn ").append(appId).append(" is ").append(name(actual));
                text.append(", expected ").append(name(step.base())).append(';');
            }
        });
        return text.toString();
    }

    private static String name(OptionalLong txn) {
        return txn.isPresent() ? String.valueOf(txn.getAsLong()) : "absent";
    }

    private Commit content() {
        Commit known = commit;
        if (known == null) {
            SortedMap<String, TxnStep> txns = new TreeMap<>();
            bundle.steps().forEach((source, step) -> txns.put(appIds.apply(source), step));
            known = new Commit(bundle.id(), txns, finished, notes);
            commit = known;
        }
        return known;
    }

    /** Removes the files. The caller guarantees that no request is unresolved. */
    void removeFiles(DataFiles dataFiles) {
        finished.forEach(file -> dataFiles.delete(bundle.table(), file));
        bundle.files().stream().skip(finished.size()).forEach(DataFileWriter::abort);
    }
}
