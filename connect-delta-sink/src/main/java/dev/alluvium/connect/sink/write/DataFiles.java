// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;

/** Port: makes and removes data files of tables. Safe for use by several threads. */
public interface DataFiles {

    /** Begins a file under a name that nobody else uses. Nothing is visible to readers before a commit names it. */
    DataFileWriter create(TableName table, TableSchema schema) throws IOException;

    /**
     * Removes a finished file.
     *
     * <p>The caller guarantees that no commit names it and that none that does can still arrive (rule 4). Trouble is
     * logged, not thrown: an orphan costs storage, never correctness.
     */
    void delete(TableName table, DataFile file);
}
