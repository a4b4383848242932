// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.CheckpointSchedule;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.kernel.engine.Engine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a table between two looks at its log: as long as nobody else writes to it, nothing has to be read, and
 * what others have written is followed version by version. For one thread.
 */
final class KernelView {
    private final Engine engine;
    private final String root;
    private final LogDirectory directory;
    /**
     * How long after a look at the log its next version may be written without another. Log clean-up removes versions: if
     * the next one was written and removed since, nothing would refuse it to us a second time, and no reader would see it.
     */
    static final Duration FRESH = Duration.ofMinutes(10);

    private final CheckpointSchedule checkpoints;
    /** Of the wall, which goes on while this machine sleeps. */
    private final InstantSource clock;

    /** When what is kept or behind was the newest for certain. */
    private Instant newestAt = Instant.EPOCH;
    /** When the last look or commit began. */
    private Instant askedAt = Instant.EPOCH;
    /** Of which nothing is known yet that came after it. */
    private Optional<KernelSnapshot> kept = Optional.empty();
    /** Others have written since. */
    private Optional<KernelSnapshot> behind = Optional.empty();
    /** Whether they wrote before our last commit: then it is cheaper to look first than to lose the race. */
    private boolean hasCompany;

    KernelView(
            Engine engine, String root, LogDirectory directory, CheckpointSchedule checkpoints, InstantSource clock) {
        this.engine = engine;
        this.root = root;
        this.directory = directory;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /** The snapshot that was read or made last, if nothing is known that came after it. */
    Optional<KernelSnapshot> kept() {
        return kept;
    }

    /** Nothing is known any more. */
    void forget() {
        kept = Optional.empty();
    }

    /** A version of ours stands on top of all that is known. */
    void wrote(KernelSnapshot after) {
        kept = Optional.of(after);
        newestAt = askedAt;
    }

    /** A commit was attempted on top of {@code base}: if it lost the race, others have written there. */
    void attempted(KernelSnapshot base, boolean lostRace) {
        behind = lostRace ? Optional.of(base) : Optional.empty();
    }

    /** The kept snapshot if it admits the commit, else the newest: only one that was read just now may fence. */
    KernelSnapshot of(Commit commit) throws IOException, UnsupportedTableException {
        forgetWhatIsOld();
        Optional<KernelSnapshot> usable = kept
                // What it knows of the log grows with each commit, and shrinks when it is read from a checkpoint.
                .filter(snapshot -> snapshot.age() < checkpoints.intervalCommits())
                .filter(snapshot -> snapshot.txns().admit(commit));
        if (usable.isPresent() && !hasCompany) {
            return usable.get();
        }
        Optional<KernelSnapshot> followed = follow();
        hasCompany = followed.isPresent();
        if (followed.isPresent()) {
            kept = followed;
            newestAt = askedAt;
            return followed.get();
        }
        return usable.isPresent() ? usable.get() : newest();
    }

    /** The table at {@code version}: the kept snapshot if it is that, else the newest, whatever its version. */
    KernelSnapshot at(long version) throws IOException, UnsupportedTableException {
        forgetWhatIsOld();
        Optional<KernelSnapshot> usable = kept.filter(snapshot -> snapshot.version() == version);
        return usable.isPresent() ? usable.get() : newest();
    }

    private void forgetWhatIsOld() {
        askedAt = clock.instant();
        if (askedAt.isBefore(newestAt) || askedAt.isAfter(newestAt.plus(FRESH))) {
            kept = Optional.empty();
            behind = Optional.empty();
        }
    }

    private KernelSnapshot newest() throws IOException, UnsupportedTableException {
        return reread().orElseThrow(() -> new UnsupportedTableException("there is no Delta table at " + root
                + ": if it was removed on purpose, restart the task to have it made anew"));
    }

    /** Reads the newest snapshot; empty if there is no table. */
    Optional<KernelSnapshot> reread() throws IOException, UnsupportedTableException {
        kept = Optional.empty();
        askedAt = clock.instant();
        kept = KernelSnapshot.read(engine, root);
        newestAt = askedAt;
        kept.ifPresent(read -> checkpoints.seen(KernelSnapshot.lastCheckpoint(read.snapshot())));
        return kept;
    }

    /**
     * What others have made of the table since it was read, by one small read for each of their versions. Empty if there is
     * nothing new, if there is too much, or if it is more than files and txns: then the log is read anew.
     */
    private Optional<KernelSnapshot> follow() throws IOException {
        Optional<KernelSnapshot> from = kept.or(() -> behind).filter(KernelSnapshot::canBeFollowed);
        if (from.isEmpty()) {
            return from;
        }
        KernelSnapshot reached = from.get();
        int most = checkpoints.intervalCommits() - reached.age();
        List<LogTail> tail = directory.tail(reached.version() + 1, most);
        if (tail.isEmpty() || tail.size() == most || tail.stream().anyMatch(LogTail::changesTable)) {
            return Optional.empty();
        }
        for (LogTail version : tail) {
            reached = reached.after(engine, version);
        }
        return Optional.of(reached);
    }
}
