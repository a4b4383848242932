// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** Holds the files of a commit against the partitions of their table: a file in none of them would be lost to its readers. */
final class PartitionCheck {
    private PartitionCheck() {}

    /** @throws UnsupportedTableException if somebody has put a table with other partitions in its place */
    static void check(Commit commit, List<String> partitionBy, Path root) throws UnsupportedTableException {
        Set<String> expected = Set.copyOf(partitionBy);
        for (DataFile file : commit.files()) {
            if (!file.partition().keySet().equals(expected)) {
                throw new UnsupportedTableException("the table at " + root + " is partitioned by " + partitionBy
                        + ", and its new file by " + file.partition().keySet()
                        + ": somebody has replaced the table; restart the task to have it looked at afresh");
            }
        }
    }
}
