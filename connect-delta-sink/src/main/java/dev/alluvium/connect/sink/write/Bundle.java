// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one commit of a table will carry: files that are still to be finished, and how far each partition comes with them.
 *
 * @param generation of the table: bundles of an earlier one were dropped
 * @param bufferedBytes memory the files hold until they are finished
 */
record Bundle(
        TableName table,
        long generation,
        UUID id,
        Map<SourcePartition, TxnStep> steps,
        List<DataFileWriter> files,
        long rows,
        long bufferedBytes,
        long firstRowMs,
        long sealedAtMs) {
    Bundle {
        steps = Map.copyOf(steps);
        files = List.copyOf(files);
    }
}
