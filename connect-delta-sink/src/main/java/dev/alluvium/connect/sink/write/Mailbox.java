// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Messages for one thread. What it holds is bounded by the memory budget of whoever sends, not here. */
final class Mailbox<T> {
    private static final long MAX_WAIT_MS = 1_000;

    private final LinkedBlockingQueue<T> messages = new LinkedBlockingQueue<>();
    private final LongSupplier nowMs;

    Mailbox(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    void send(T message) {
        messages.add(message);
    }

    /** The next message; null if none comes before {@code dueMs}, or for a second. */
    @Nullable T next(long dueMs) throws InterruptedException {
        T message = messages.poll();
        if (message != null) {
            return message;
        }
        long waitMs = Math.min(MAX_WAIT_MS, dueMs - nowMs.getAsLong());
        return waitMs <= 0 ? null : messages.poll(waitMs, TimeUnit.MILLISECONDS);
    }

    @Nullable T poll() {
        return messages.poll();
    }
}
