// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.List;

/** The task that makes a table's attempts at the moment, for all of them. */
interface GroupDriver {
    long nowMs();

    /** Files older than this are not committed any more (rule 4). */
    long maxFileAgeMs();

    /** Whether its task has ended, or is about to. Asked on any thread. */
    boolean isOver();

    /** A version stands. Its bundles' tasks are told by themselves. */
    void committed(TableGroup group, long version, List<GroupMember> members);

    /** A race for a version was lost. */
    void conflict();

    /** Storage failed. */
    void retried();
}
