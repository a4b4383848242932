// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.DataFile;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.utils.CloseableIterable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A commit's {@code add} and {@code txn} actions as Kernel's rows. Kernel's builder takes one txn only, and would parse
 * our statistics only to write them again: so both are given as finished actions.
 */
final class KernelActions {
    private KernelActions() {}

    static CloseableIterable<Row> of(Commit commit, long nowMs) {
        List<Row> actions = new ArrayList<>();
        commit.files().forEach(file -> actions.add(SingleAction.createAddFileSingleAction(add(file))));
        commit.txns().forEach((appId, step) -> {
            SetTransaction txn = new SetTransaction(appId, step.version(), Optional.of(nowMs));
            actions.add(SingleAction.createTxnSingleAction(txn.toRow()));
        });
        return CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(actions.iterator()));
    }

    private static Row add(DataFile file) {
        Map<Integer, Object> values = new HashMap<>();
        values.put(AddFile.FULL_SCHEMA.indexOf("path"), FileUri.encode(file.path()));
        values.put(AddFile.FULL_SCHEMA.indexOf("partitionValues"), VectorUtils.stringStringMapValue(file.partition()));
        values.put(AddFile.FULL_SCHEMA.indexOf("size"), file.sizeBytes());
        values.put(AddFile.FULL_SCHEMA.indexOf("modificationTime"), file.modifiedAtMs());
        values.put(AddFile.FULL_SCHEMA.indexOf("dataChange"), true);
        values.put(AddFile.FULL_SCHEMA.indexOf("stats"), file.statistics());
        return new GenericRow(AddFile.FULL_SCHEMA, values);
    }
}
