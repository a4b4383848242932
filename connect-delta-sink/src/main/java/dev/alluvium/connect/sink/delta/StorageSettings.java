// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableDesign;
import java.util.Map;

/**
 * Where tables lie and how they are written.
 *
 * @param warehouse URI of the directory that holds all tables, with its scheme and without a slash at its end
 * @param library which library writes the Delta log
 * @param checkpointIntervalCommits how many versions may come between two checkpoints
 * @param hadoop entries of the Hadoop configuration, without the prefix {@code hadoop.}
 * @param design of new tables
 * @param restored what to do with a table that somebody took rows of ours away from
 */
public record StorageSettings(
        String warehouse,
        LogLibrary library,
        int checkpointIntervalCommits,
        Map<String, String> hadoop,
        TableDesign design,
        RestoredTables restored) {
    public StorageSettings {
        hadoop = Map.copyOf(hadoop);
    }

    /** With nothing to say on new tables. */
    public StorageSettings(
            String warehouse, LogLibrary library, int checkpointIntervalCommits, Map<String, String> hadoop) {
        this(warehouse, library, checkpointIntervalCommits, hadoop, TableDesign.NONE);
    }

    /** With tables stopped that were restored. */
    public StorageSettings(
            String warehouse,
            LogLibrary library,
            int checkpointIntervalCommits,
            Map<String, String> hadoop,
            TableDesign design) {
        this(warehouse, library, checkpointIntervalCommits, hadoop, design, RestoredTables.STOP);
    }
}
