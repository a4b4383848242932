// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;

/** What the committer is told by the encoder, and by whoever commits for it. */
sealed interface CommitterMessage {

    /** Commit this after everything submitted for the same table before. */
    record Submit(Bundle bundle) implements CommitterMessage {}

    /** Commit nothing of the table that is older than {@code generation}, unless its outcome is still unknown. */
    record Discard(TableName table, long generation) implements CommitterMessage {}

    /** What became of a bundle. */
    record Settled(Bundle bundle, GroupOutcome outcome) implements CommitterMessage {}

    /** The committer gets no further with the table at present; what it was to commit stays with it. */
    record Stalled(StalledTableException cause) implements CommitterMessage {}

    /** There is something left to do for the table, and nobody is at it. */
    record Look(TableName table) implements CommitterMessage {}

    /** Nothing has come for the table in a long while, and nothing of it is on its way. */
    record Rested(TableName table) implements CommitterMessage {}
}
