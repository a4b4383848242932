// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Port: the Delta log of one table.
 *
 * <p>An instance is used by one thread at a time, except {@link #checkpoint()}, which may run beside everything else. It
 * never retries: one call is at most one write request for one version, so that whoever calls can tell what is in flight.
 * Two instances on one table, in one process or in many, are the normal case.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md">Delta protocol</a>
 */
public interface TableLog {

    /**
     * Reads the newest snapshot and, of its {@code txn} actions, those of {@code appIds}.
     *
     * @throws UnsupportedTableException if this library could read the table or not, but not write it: whoever loads does
     *     so to write
     * @throws IOException if the log cannot be read now
     */
    TableState load(Set<String> appIds) throws IOException, UnsupportedTableException;

    /**
     * When a txn was written, by the clock of who wrote it, in milliseconds since 1970-01-01T00:00Z, as of the snapshot that
     * was loaded last. Empty if the txn does not say, or the library does not.
     */
    default OptionalLong lastUpdatedMs(String appId) {
        return OptionalLong.empty();
    }

    /**
     * Attempts to add {@code commit} to the log, by strict compare-and-set (rule 3): takes a snapshot, compares the txn of
     * <em>each</em> step with its base for equality, and writes exactly the next version by put-if-absent, where no other
     * version with one of these appIds can have come between.
     *
     * <p>{@code commitInfo} carries {@link Commit#id()}, the offset ranges, {@link Commit#notes()}, and says that this is a
     * blind append. The snapshot may be one that was read before: if it is stale, the write loses and says {@link
     * CommitResult.Conflict}, and the next attempt reads afresh. {@code Fenced} is only ever said of a snapshot read during
     * this call: a stale one may lack what somebody else has moved in all order meanwhile.
     */
    CommitResult commit(Commit commit);

    /**
     * Looks for a commit's id from {@code fromVersion} on (rule 4: read back).
     *
     * @return {@link ReadBack.Landed}, {@link ReadBack.Lost} if {@code fromVersion} exists and no version from there on
     *     carries the id, {@link ReadBack.Absent} if {@code fromVersion} does not exist yet
     */
    ReadBack readBack(UUID commitId, long fromVersion) throws IOException;

    /**
     * Creates the table, or changes its schema, on top of exactly the version {@code from}.
     *
     * @param from the state that {@code to} was derived from; {@code to} is a superset of its schema
     * @return any result but {@code Fenced}. Repeating after {@code Unknown} is harmless: load, merge, and attempt again
     *     only what is then still missing
     */
    CommitResult evolve(TableState from, TableSchema to);

    /**
     * Writes a checkpoint if enough versions have come since the last one, and lets the library clean the log as the
     * table's own properties say. To be called off the commit path; trouble here never harms a commit.
     *
     * <p>Reads nothing as long as none can be due by what this instance has committed and seen, so that it may be called
     * after each commit. An instance that has committed nothing looks at the log each time.
     *
     * @return the version that was checkpointed, empty if none was due
     * @throws UnsupportedTableException if somebody made the table one that this library cannot read
     */
    OptionalLong checkpoint() throws IOException, UnsupportedTableException;
}
