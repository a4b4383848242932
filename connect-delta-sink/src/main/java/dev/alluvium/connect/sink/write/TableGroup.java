// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Contention;
import dev.alluvium.connect.sink.core.TableName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tasks of one worker have to commit to one table: one commit at a time, of all that is ready (rule 9 of the commit
 * protocol).
 *
 * <p>There is no thread of its own. Whichever task finds it free drives it, one attempt at a time, for all of them; the others
 * go on with their work and are told. What was requested with an unknown outcome stays as it is until it is settled, whoever
 * drives. Safe for use by many threads: no lock is held while storage is asked.
 */
final class TableGroup {
    static final long NEVER = Long.MAX_VALUE;
    /** Most failures pass by themselves, and a table in quarantine costs reading again. */
    private static final int FAILURES_TO_STALL = 3;

    private static final Logger LOG = LoggerFactory.getLogger(TableGroup.class);

    private final TableName table;
    private final TableLog log;
    private final Map<String, String> notes;
    private final Supplier<UUID> ids;
    private final Patience failures;
    private final Patience races;
    private final Contention contention;
    private final Runnable discard;
    private final Deque<GroupMember> waiting = new ArrayDeque<>();
    /** What {@link #current} is made of. */
    private List<GroupMember> committing = List.of();

    private @Nullable PendingCommit current;
    private boolean driven;
    private long notBeforeMs = Long.MIN_VALUE;
    private long firstAttemptMs;
    /** What ended the thread that was at it: nobody can tell any more what it had requested. */
    private @Nullable Throwable broken;

    /** @param discard takes this group out of use, for those who come later */
    TableGroup(
            TableName table,
            TableLog log,
            Map<String, String> notes,
            Supplier<UUID> ids,
            Patience failures,
            Patience races,
            Contention contention,
            Runnable discard) {
        this.table = table;
        this.log = log;
        this.notes = notes;
        this.ids = ids;
        this.failures = failures;
        this.races = races;
        this.contention = contention;
        this.discard = discard;
    }

    TableName table() {
        return table;
    }

    TableLog log() {
        return log;
    }

    /** To be committed after whatever its task offered before. */
    synchronized void offer(GroupMember member) {
        if (broken == null) {
            waiting.add(member);
        } else {
            member.tell(new GroupOutcome.Broken(broken));
        }
    }

    /** Takes back what a task has offered and is in no request. */
    synchronized List<GroupMember> withdraw(Consumer<CommitterMessage> task) {
        return removeWaiting(member -> member.belongsTo(task));
    }

    synchronized boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    /**
     * Makes one attempt for all that is ready, unless somebody else is at it.
     *
     * @param task whose thread this is
     * @return when to call again, {@link #NEVER} if nothing is left to do or whoever is at it will say
     */
    long attempt(Consumer<CommitterMessage> task, GroupDriver driver) {
        PendingCommit commit;
        synchronized (this) {
            long nowMs = driver.nowMs();
            if (driven || isIdle()) {
                return NEVER;
            }
            if (nowMs < notBeforeMs) {
                return notBeforeMs;
            }
            if (current == null && !compose(nowMs)) {
                return NEVER;
            }
            commit = Objects.requireNonNull(current);
            driven = true;
        }
        try {
            settle(commit, commit.step(driver.nowMs(), driver.maxFileAgeMs()), driver);
        } catch (RuntimeException | Error e) {
            breakUp(e);
            throw e;
        }
        return release(task);
    }

    /** Makes a commit of what waits and follows on each other; false if nothing does. */
    private boolean compose(long nowMs) {
        removeWaiting(GroupMember::isDiscarded)
                .forEach(member -> member.tell(new GroupOutcome.Dropped("its task discarded it")));
        if (waiting.isEmpty()) {
            return false;
        }
        GroupContent content = GroupContent.of(waiting);
        committing = content.members();
        waiting.removeAll(committing);
        firstAttemptMs = nowMs;
        current = new PendingCommit(
                new Commit(ids.get(), content.txns(), content.files(), notes), log, content.oldestSealedAtMs());
        return true;
    }

    private synchronized void settle(PendingCommit commit, PendingCommit.Step step, GroupDriver driver) {
        if (step instanceof PendingCommit.Step.Done done) {
            failures.succeeded();
            races.succeeded();
            contention.committed(driver.nowMs() - firstAttemptMs);
            driver.committed(this, done.version(), committing);
            committing.forEach(member -> member.tell(new GroupOutcome.Committed(done.version())));
            end(driver.nowMs());
        } else if (step instanceof PendingCommit.Step.Fenced fenced) {
            Map<GroupMember, String> dropped = GroupContent.of(committing).fenced(fenced.by());
            dropped.forEach((member, reason) -> member.tell(new GroupOutcome.Dropped(reason)));
            committing.removeIf(dropped::containsKey);
            takeApart();
            notBeforeMs = driver.nowMs();
        } else if (step instanceof PendingCommit.Step.TooOld old) {
            committing.forEach(member -> member.tell(new GroupOutcome.Dropped(old.reason())));
            end(driver.nowMs());
        } else if (step instanceof PendingCommit.Step.Again) {
            driver.conflict();
            contention.lostRace();
            LOG.debug("Table {}: lost the race for a version, trying again", table);
            waitAndTryAgain(commit, driver.nowMs() + races.failed(driver.nowMs()));
        } else if (step instanceof PendingCommit.Step.Later later) {
            tryLater(commit, later.cause(), driver);
        } else if (step instanceof PendingCommit.Step.Impossible impossible) {
            UnsupportedTableException cause = new UnsupportedTableException(impossible.reason());
            if (commit.isUnresolved()) {
                tryLater(commit, cause, driver);
            } else {
                stall(committing, StalledTableException.of(table, cause));
                committing.forEach(member -> member.tell(new GroupOutcome.Dropped(cause.reason())));
                end(driver.nowMs());
            }
        }
    }

    private void tryLater(PendingCommit commit, Exception cause, GroupDriver driver) {
        long delayMs = failures.failed(driver.nowMs());
        LOG.warn("Table {}: could not commit, trying again in {} ms: {}", table, delayMs, cause.toString());
        driver.retried();
        if (failures.failures() >= FAILURES_TO_STALL) {
            stall(members(), StalledTableException.of(table, "commit", cause));
        }
        waitAndTryAgain(commit, driver.nowMs() + delayMs);
    }

    private static void stall(Collection<GroupMember> members, StalledTableException cause) {
        Set<Consumer<CommitterMessage>> told = new HashSet<>();
        members.stream()
                .map(GroupMember::owner)
                .filter(told::add)
                .forEach(owner -> owner.accept(new CommitterMessage.Stalled(cause)));
    }

    private void waitAndTryAgain(PendingCommit commit, long untilMs) {
        notBeforeMs = untilMs;
        if (!commit.isUnresolved()) {
            takeApart();
        }
    }

    /** Nothing of it is under way: the next commit may be another one. */
    private void takeApart() {
        for (int last = committing.size() - 1; last >= 0; last--) {
            waiting.addFirst(committing.get(last));
        }
        committing = List.of();
        current = null;
    }

    private void end(long nowMs) {
        committing = List.of();
        current = null;
        notBeforeMs = nowMs;
    }

    private List<GroupMember> removeWaiting(Predicate<GroupMember> which) {
        List<GroupMember> removed = waiting.stream().filter(which).toList();
        waiting.removeAll(removed);
        return removed;
    }

    /** Hands over to another task if the one that drove has nothing left here. */
    private synchronized long release(Consumer<CommitterMessage> task) {
        driven = false;
        List<GroupMember> left = members();
        if (left.isEmpty()) {
            return NEVER;
        }
        if (left.stream().noneMatch(member -> member.belongsTo(task))) {
            left.get(0).owner().accept(new CommitterMessage.Look(table));
            return NEVER;
        }
        return notBeforeMs;
    }

    private synchronized void breakUp(Throwable cause) {
        broken = cause;
        members().forEach(member -> member.tell(new GroupOutcome.Broken(cause)));
        waiting.clear();
        end(NEVER);
        discard.run();
    }

    private List<GroupMember> members() {
        return Stream.concat(committing.stream(), waiting.stream()).toList();
    }
}
