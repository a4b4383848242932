// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.concurrent.atomic.AtomicLong;

/** What rows on their way hold in memory, by where they are. Safe for use by several threads. */
final class MemoryGauge {
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong openBytes = new AtomicLong();
    private final AtomicLong sealedBytes = new AtomicLong();

    /** Rows handed over and not yet encoded. */
    void queued(long deltaBytes) {
        queuedBytes.addAndGet(deltaBytes);
    }

    /** Buffers of files that still take rows. */
    void open(long deltaBytes) {
        openBytes.addAndGet(deltaBytes);
    }

    /** Buffers of files that wait to be uploaded. */
    void sealed(long deltaBytes) {
        sealedBytes.addAndGet(deltaBytes);
    }

    long queuedBytes() {
        return queuedBytes.get();
    }

    long openBytes() {
        return openBytes.get();
    }

    long usedBytes() {
        return queuedBytes.get() + openBytes.get() + sealedBytes.get();
    }
}
