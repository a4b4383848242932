// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableSchema;
import java.util.Map;

/**
 * A table at one version.
 *
 * @param version the snapshot's version, {@link #ABSENT} if there is no table yet
 * @param schema empty if there is no table yet
 * @param txns the {@code txn} versions of the appIds that were asked for, without those that the table does not have
 */
public record TableState(long version, TableSchema schema, Map<String, Long> txns) {
    public static final long ABSENT = -1;

    public TableState {
        txns = Map.copyOf(txns);
    }

    public boolean exists() {
        return version != ABSENT;
    }
}
