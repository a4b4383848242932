// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.delta.LogsInMemory;
import dev.alluvium.connect.sink.write.FakeDeltaLogs;
import dev.alluvium.connect.sink.write.SimulatedLogs;
import java.time.InstantSource;
import java.util.Locale;

/** What the logs of the tables are written by: the double of the adapters, which is fast, or one of them on storage in memory. */
enum LogKind {
    MEMORY,
    KERNEL,
    STANDALONE;

    /**
     * @param clock of the adapters
     * @param others act before each request to storage, and before its reply is heard
     */
    SimulatedLogs logs(InstantSource clock, Runnable others) {
        return switch (this) {
            case MEMORY -> new FakeDeltaLogs();
            case KERNEL -> new LogsInMemory(LogLibrary.KERNEL, clock, others);
            case STANDALONE -> new LogsInMemory(LogLibrary.STANDALONE, clock, others);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
