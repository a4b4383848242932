// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.CheckpointSchedule;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.FakeDeltaLog.Version;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * One writer onto a {@link FakeDeltaLog}. Like the real ones it keeps the snapshot it read last, and is stale until it
 * loses a race.
 *
 * <p>It also watches over its caller: another commit while the outcome of one is open breaks rule 4, and throws.
 */
public final class FakeTableLog implements TableLog {
    private record Open(UUID commitId, long version, long sentAtMs) {}

    private final FakeDeltaLog log;
    private final CheckpointSchedule checkpoints;
    private OptionalLong snapshot = OptionalLong.empty();
    private Optional<Open> open = Optional.empty();

    FakeTableLog(FakeDeltaLog log, int checkpointIntervalCommits) {
        this.log = log;
        this.checkpoints = new CheckpointSchedule(checkpointIntervalCommits);
    }

    @Override
    public TableState load(Set<String> appIds) throws IOException, UnsupportedTableException {
        long newest = log.readNewest();
        if (log.unsupported().isPresent()) {
            throw new UnsupportedTableException(log.unsupported().get());
        }
        snapshot = OptionalLong.of(newest);
        return new TableState(newest, log.schemaAt(newest), held(newest, appIds));
    }

    @Override
    public OptionalLong lastUpdatedMs(String appId) {
        return log.lastUpdatedMs(appId);
    }

    @Override
    public CommitResult commit(Commit commit) {
        Optional<CommitResult> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        checkNothingElseIsOpen(commit);
        long read = snapshot.getAsLong();
        if (read != TableState.ABSENT && !admits(read, commit)) {
            // Like the real ones: only the newest snapshot may fence.
            snapshot = OptionalLong.empty();
            obstacle = obstacle();
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            read = snapshot.getAsLong();
        }
        if (read == TableState.ABSENT) {
            return new CommitResult.Unsupported("there is no table");
        }
        if (!admits(read, commit)) {
            return new CommitResult.Fenced(read, held(read, commit.txns().keySet()));
        }
        Map<String, Long> moved = new HashMap<>();
        commit.txns().forEach((appId, step) -> moved.put(appId, step.version()));
        CommitResult result = write(
                read + 1,
                new Version(Optional.of(commit.id()), moved, commit.files(), commit.notes(), Optional.empty()));
        open = result instanceof CommitResult.Unknown unknown
                ? Optional.of(new Open(commit.id(), unknown.version(), log.nowMs()))
                : Optional.empty();
        return result;
    }

    @Override
    public CommitResult evolve(TableState from, TableSchema to) {
        Optional<CommitResult> obstacle = obstacle();
        return obstacle.orElseGet(() -> write(
                from.version() + 1,
                new Version(Optional.of(UUID.randomUUID()), Map.of(), List.of(), Map.of(), Optional.of(to))));
    }

    @Override
    public ReadBack readBack(UUID commitId, long fromVersion) throws IOException {
        long newest = log.readNewest();
        if (newest < fromVersion) {
            return new ReadBack.Absent();
        }
        List<Version> versions = log.versions();
        for (long number = fromVersion; number <= newest; number++) {
            if (versions.get((int) number).commitId().equals(Optional.of(commitId))) {
                return new ReadBack.Landed(number);
            }
        }
        return new ReadBack.Lost();
    }

    @Override
    public OptionalLong checkpoint() throws IOException {
        if (!checkpoints.mayBeDue()) {
            return OptionalLong.empty();
        }
        long newest = log.readNewest();
        checkpoints.looked(log.checkpointed().orElse(0));
        if (!checkpoints.isDue(newest)) {
            return OptionalLong.empty();
        }
        log.checkpointAt(newest);
        checkpoints.looked(newest);
        return OptionalLong.of(newest);
    }

    private Optional<CommitResult> obstacle() {
        if (log.unsupported().isPresent()) {
            return Optional.of(new CommitResult.Unsupported(log.unsupported().get()));
        }
        try {
            if (snapshot.isEmpty()) {
                snapshot = OptionalLong.of(log.readNewest());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new CommitResult.Unavailable(e));
        }
    }

    private boolean admits(long number, Commit commit) {
        Map<String, Long> held = held(number, commit.txns().keySet());
        return commit.txns().entrySet().stream().allMatch(step -> {
            Long base = held.get(step.getKey());
            return step.getValue().base().equals(base == null ? OptionalLong.empty() : OptionalLong.of(base));
        });
    }

    private CommitResult write(long number, Version content) {
        snapshot = OptionalLong.empty();
        try {
            if (log.put(number, content)
                    || content.commitId()
                            .equals(log.versions().get((int) number).commitId())) {
                snapshot = OptionalLong.of(number);
                checkpoints.committed(number);
                return new CommitResult.Committed(number);
            }
            return new CommitResult.Conflict(number);
        } catch (IOException e) {
            return new CommitResult.Unknown(number, e);
        }
    }

    private void checkNothingElseIsOpen(Commit commit) {
        boolean breaksRule = open.isPresent()
                && !open.get().commitId().equals(commit.id())
                && log.mayArrive(open.get().sentAtMs())
                && log.versions().size() <= open.get().version();
        if (breaksRule) {
            throw new IllegalStateException("rule 4: commit " + open.get().commitId() + " may still land as version "
                    + open.get().version() + ", and another was attempted");
        }
    }

    private Map<String, Long> held(long number, Set<String> appIds) {
        Map<String, Long> held = new HashMap<>(log.txnsAt(number));
        held.keySet().retainAll(appIds);
        return held;
    }
}
