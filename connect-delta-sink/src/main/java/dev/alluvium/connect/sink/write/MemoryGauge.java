// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What rows on their way hold in memory, by where they are. Safe for use by several threads. */
final class MemoryGauge {
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Object queueShrank = new Object();
    private final AtomicLong openBytes = new AtomicLong();
    private final AtomicInteger openTables = new AtomicInteger();
    private final AtomicLong sealedBytes = new AtomicLong();

    /** Rows handed over and not yet encoded. */
    void queued(long deltaBytes) {
        queuedBytes.addAndGet(deltaBytes);
        if (deltaBytes < 0) {
            synchronized (queueShrank) {
                queueShrank.notifyAll();
            }
        }
    }

    /** Waits until at most {@code maxBytes} are queued, but not for longer than {@code timeoutMs}. */
    void awaitQueue(long maxBytes, long timeoutMs) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        synchronized (queueShrank) {
            long leftNanos = deadline - System.nanoTime();
            while (queuedBytes.get() > maxBytes && leftNanos > 0) {
                TimeUnit.NANOSECONDS.timedWait(queueShrank, leftNanos);
                leftNanos = deadline - System.nanoTime();
            }
        }
    }

    /** Buffers of files that still take rows. */
    void open(long deltaBytes) {
        openBytes.addAndGet(deltaBytes);
    }

    /** Buffers of files that wait to be uploaded. */
    void sealed(long deltaBytes) {
        sealedBytes.addAndGet(deltaBytes);
    }

    /** How many tables have files that still take rows. */
    void openTables(int tables) {
        openTables.set(tables);
    }

    int openTables() {
        return openTables.get();
    }

    long queuedBytes() {
        return queuedBytes.get();
    }

    long openBytes() {
        return openBytes.get();
    }

    long sealedBytes() {
        return sealedBytes.get();
    }

    long usedBytes() {
        return queuedBytes.get() + openBytes.get() + sealedBytes.get();
    }
}
