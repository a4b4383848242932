// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Contention;
import dev.alluvium.connect.sink.core.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private static final Logger LOG = LoggerFactory.getLogger(TableGroup.class);

    private final TableName table;
    private final TableLog log;
    private final Map<String, String> notes;
    private final Supplier<UUID> ids;
    private final Patience failures;
    private final Patience races;
    private final Contention contention;
    private final Consumer<TableGroup> discard;
    private final GroupMembers members = new GroupMembers();
    private @Nullable PendingCommit current;
    /** Who is at it. */
    private @Nullable GroupDriver driver;

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
            Consumer<TableGroup> discard) {
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
            members.add(member);
        } else {
            member.tell(new GroupOutcome.Broken(broken));
        }
    }

    /** Takes back what a task has offered and is in no request. */
    synchronized List<GroupMember> withdraw(Consumer<CommitterMessage> task) {
        return members.withdraw(task);
    }

    synchronized boolean isIdle() {
        return members.isEmpty();
    }

    /** Whether a task that has ended is still at it: its request hangs, perhaps for ever. */
    synchronized boolean isLeftBehind() {
        return driver != null && driver.isOver();
    }

    /**
     * Makes one attempt for all that is ready, unless somebody else is at it.
     *
     * @param task whose thread this is
     * @return when to call again, {@link #NEVER} if nothing is left to do or whoever is at it will say
     */
    long attempt(Consumer<CommitterMessage> task, GroupDriver by) {
        PendingCommit commit;
        synchronized (this) {
            long nowMs = by.nowMs();
            if (driver != null || isIdle()) {
                return NEVER;
            }
            if (nowMs < notBeforeMs) {
                return notBeforeMs;
            }
            if (current == null && !compose(nowMs)) {
                return NEVER;
            }
            commit = Objects.requireNonNull(current);
            driver = by;
        }
        try {
            settle(commit, commit.step(by.nowMs(), by.maxFileAgeMs()), by);
        } catch (RuntimeException | Error e) {
            breakUp(e);
            throw e;
        }
        return release(task);
    }

    /** Makes a commit of what waits; false if nothing does. */
    private boolean compose(long nowMs) {
        GroupContent content = members.compose();
        if (content.members().isEmpty()) {
            return false;
        }
        firstAttemptMs = nowMs;
        current = new PendingCommit(
                new Commit(ids.get(), content.txns(), content.files(), notes), log, content.oldestSealedAtMs());
        return true;
    }

    private synchronized void settle(PendingCommit commit, PendingCommit.Step step, GroupDriver by) {
        if (step instanceof PendingCommit.Step.Done done) {
            failures.succeeded();
            races.succeeded();
            contention.committed(by.nowMs() - firstAttemptMs);
            by.committed(this, done.version(), members.committing());
            end(new GroupOutcome.Committed(done.version()), by.nowMs());
        } else if (step instanceof PendingCommit.Step.Fenced fenced) {
            members.drop(GroupContent.of(members.committing()).fenced(fenced.by()));
            current = null;
            notBeforeMs = by.nowMs();
        } else if (step instanceof PendingCommit.Step.TooOld old) {
            end(new GroupOutcome.Dropped(old.reason()), by.nowMs());
        } else if (step instanceof PendingCommit.Step.Again) {
            by.conflict();
            contention.lostRace();
            LOG.debug("Table {}: lost the race for a version, trying again", table);
            waitAndTryAgain(commit, by.nowMs() + races.failed(by.nowMs()));
        } else if (step instanceof PendingCommit.Step.Later later) {
            tryLater(commit, later.cause(), by);
        } else if (step instanceof PendingCommit.Step.Impossible impossible) {
            UnsupportedTableException cause = new UnsupportedTableException(impossible.reason());
            if (commit.isUnresolved()) {
                tryLater(commit, cause, by);
            } else {
                GroupMembers.stall(members.committing(), StalledTableException.of(table, cause));
                end(new GroupOutcome.Dropped(cause.reason()), by.nowMs());
            }
        }
    }

    private void tryLater(PendingCommit commit, Exception cause, GroupDriver by) {
        long delayMs = failures.failed(by.nowMs());
        LOG.warn("Table {}: could not commit, trying again in {} ms: {}", table, delayMs, cause.toString());
        by.retried();
        if (failures.seemsToLast()) {
            GroupMembers.stall(members.all(), StalledTableException.of(table, "commit", cause));
        }
        waitAndTryAgain(commit, by.nowMs() + delayMs);
    }

    private void waitAndTryAgain(PendingCommit commit, long untilMs) {
        notBeforeMs = untilMs;
        if (!commit.isUnresolved()) {
            members.takeApart();
            current = null;
        }
    }

    private void end(GroupOutcome outcome, long nowMs) {
        members.end(outcome);
        current = null;
        notBeforeMs = nowMs;
    }

    /** Hands over to another task if the one that drove has nothing left here. */
    private synchronized long release(Consumer<CommitterMessage> task) {
        driver = null;
        List<GroupMember> left = members.all();
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
        members.breakUp(cause);
        current = null;
        notBeforeMs = NEVER;
        discard.accept(this);
    }
}
