// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.Map;

/**
 * What the pipeline needs to know of a task's configuration.
 *
 * @param txn names the txns of this connector
 * @param flush when a table's open files are committed
 * @param maxMemoryBytes what rows on their way may hold, over all tables of the task; beyond it partitions are paused
 * @param closeTimeoutMs how long a revoked partition may take to be flushed and committed
 * @param retryTimeoutMs how long storage may fail before the task does
 * @param maxFileAgeMs a finished file older than this is written again rather than committed (rule 4)
 * @param maxClockSkewMs how much later than a table's txn a record that the txn covers may seem to have been made, before it
 *     is suspected to be another one of the same offset; {@code Long.MAX_VALUE} if nothing is to be suspected
 * @param fansOut whether records of one topic may go to several tables
 * @param commitNotes go into each commit's {@code operationParameters}
 */
public record SinkSettings(
        TxnIdentity txn,
        FlushPolicy flush,
        long maxMemoryBytes,
        long closeTimeoutMs,
        long retryTimeoutMs,
        long maxFileAgeMs,
        long maxClockSkewMs,
        boolean fansOut,
        Map<String, String> commitNotes) {
    public SinkSettings {
        commitNotes = Map.copyOf(commitNotes);
    }
}
