// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.Commit;
import io.delta.standalone.OptimisticTransaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The txns that are known of one version. delta-standalone reads the table's whole state to tell one: so each is asked for
 * once, and carried over our own commits.
 *
 * @param asked the appIds that are known, be it as absent
 */
record StandaloneTxns(long version, Set<String> asked, Txns txns) {
    /** Of no version that is ever read. */
    static final StandaloneTxns UNKNOWN = new StandaloneTxns(Long.MIN_VALUE, Set.of(), Txns.NONE);

    private static final long ABSENT_TXN = -1;

    StandaloneTxns {
        asked = Set.copyOf(asked);
    }

    /** What is known of the version that {@code transaction} has read, {@code appIds} included. */
    StandaloneTxns of(OptimisticTransaction transaction, Set<String> appIds) {
        StandaloneTxns start = transaction.readVersion() == version
                ? this
                : new StandaloneTxns(transaction.readVersion(), Set.of(), Txns.NONE);
        return start.asking(transaction, appIds);
    }

    private StandaloneTxns asking(OptimisticTransaction transaction, Set<String> appIds) {
        Map<String, Long> held = new HashMap<>(txns.versions());
        Set<String> unasked = new HashSet<>(appIds);
        unasked.removeAll(asked);
        for (String appId : unasked) {
            long txn = transaction.txnVersion(appId);
            if (txn != ABSENT_TXN) {
                held.put(appId, txn);
            }
        }
        unasked.addAll(asked);
        return new StandaloneTxns(version, unasked, new Txns(held));
    }

    /** After {@code commit} became the next version. */
    StandaloneTxns after(Commit commit) {
        return new StandaloneTxns(version + 1, asked, txns.after(commit));
    }

    /** After the next version changed no txn. */
    StandaloneTxns afterSchemaChange() {
        return new StandaloneTxns(version + 1, asked, txns);
    }
}
