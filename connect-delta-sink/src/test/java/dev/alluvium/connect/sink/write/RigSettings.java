// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.TxnIdentity;
import java.util.Map;

/** The settings of a {@link TaskRig}. */
final class RigSettings {
    static final FlushPolicy FLUSH = new FlushPolicy(1_000, 1_000_000, 1_000_000);
    static final long RETRY_TIMEOUT_MS = 60_000;
    static final long MAX_FILE_AGE_MS = 3_600_000;
    private static final long CLOSE_TIMEOUT_MS = 3_000;

    private RigSettings() {}

    static SinkSettings of(FlushPolicy flush) {
        return new SinkSettings(
                new TxnIdentity("rig"),
                flush,
                Long.MAX_VALUE,
                CLOSE_TIMEOUT_MS,
                RETRY_TIMEOUT_MS,
                MAX_FILE_AGE_MS,
                Long.MAX_VALUE,
                false,
                Map.of("note", "n"));
    }

    /** Of one worker, whose tables are due with each full interval. */
    static CommitGroups groups(FakeDeltaLogs logs) {
        return groups(logs, FLUSH);
    }

    static CommitGroups groups(FakeDeltaLogs logs, FlushPolicy flush) {
        return new CommitGroups(logs, of(flush), 1, table -> 0);
    }
}
