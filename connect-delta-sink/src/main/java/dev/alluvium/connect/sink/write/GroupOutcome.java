// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

/** What became of a bundle that was to be committed with others. */
sealed interface GroupOutcome {

    /** It stands in the log. */
    record Committed(long version) implements GroupOutcome {}

    /** It will not be committed, and no request that names its files is under way. */
    record Dropped(String reason) implements GroupOutcome {}

    /** Nobody can tell: the thread that was at it ended by an error. */
    record Broken(Throwable cause) implements GroupOutcome {}
}
