// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;

/** What the committer is told by the encoder. */
sealed interface CommitterMessage {

    /** Commit this after everything submitted for the same table before. */
    record Submit(Bundle bundle) implements CommitterMessage {}

    /** Commit nothing of the table that is older than {@code generation}, unless its outcome is still unknown. */
    record Discard(TableName table, long generation) implements CommitterMessage {}

    /** Nothing has come for the table in a long while, and nothing of it is on its way. */
    record Rested(TableName table) implements CommitterMessage {}
}
