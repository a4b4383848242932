// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

/** What to do with a table that somebody took rows of ours away from, by RESTORE or REPLACE. */
public enum RestoredTables {
    /** Refuses it until a commit of ours has answered it. */
    STOP,
    /** Warns, and writes to it. */
    WARN,
    /** Says nothing, nor of txns that expire: for those who only look, or who answer. */
    IGNORE
}
