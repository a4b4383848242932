// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How time passes for a pipeline while it waits. A simulation passes the time otherwise. */
interface Waiting {

    /** For a thread of the pipeline, which nobody interrupts. */
    void sleep(long durationMs);

    /** For the task's thread: waits until {@code done} is counted down, but not for longer than {@code timeoutMs}. */
    boolean await(CountDownLatch done, long timeoutMs) throws InterruptedException;

    /** For the task's thread: as {@link MemoryGauge#awaitQueue} says. */
    void awaitQueue(MemoryGauge gauge, long maxBytes, long timeoutMs) throws InterruptedException;

    /** By the machine's clock. */
    static Waiting real() {
        return new Waiting() {
            @Override
            public void sleep(long durationMs) {
                try {
                    TimeUnit.MILLISECONDS.sleep(durationMs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SinkFailureException("interrupted while waiting for storage", e);
                }
            }

            @Override
            public boolean await(CountDownLatch done, long timeoutMs) throws InterruptedException {
                return done.await(timeoutMs, TimeUnit.MILLISECONDS);
            }

            @Override
            public void awaitQueue(MemoryGauge gauge, long maxBytes, long timeoutMs) throws InterruptedException {
                gauge.awaitQueue(maxBytes, timeoutMs);
            }
        };
    }
}
