// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.Map;

/** How one attempt to add a version to a table's log ended. */
public sealed interface CommitResult {

    /** The version is in the log, and it is ours. */
    record Committed(long version) implements CommitResult {}

    /**
     * At least one {@code txn} is not what the commit expected; nothing was written by this attempt.
     *
     * @param version the snapshot that was compared
     * @param txns what it holds for the commit's appIds
     */
    record Fenced(long version, Map<String, Long> txns) implements CommitResult {}

    /** Somebody else holds {@code version}; nothing was written by this attempt. Compare again and retry. */
    record Conflict(long version) implements CommitResult {}

    /**
     * A request was sent and its outcome is not known: it may have been written, it may still be written. Nothing else
     * may be attempted on the table before {@code version} is occupied (rule 4).
     *
     * @param version the lowest version that the request may have been for
     */
    record Unknown(long version, Exception cause) implements CommitResult {}

    /** Nothing was sent, for a reason that may pass: the log could not be read, say. */
    record Unavailable(Exception cause) implements CommitResult {}

    /** As {@link UnsupportedTableException} says, by {@code reason}. */
    record Unsupported(String reason) implements CommitResult {}
}
