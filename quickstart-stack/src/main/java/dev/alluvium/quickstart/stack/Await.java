// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, and says what was awaited when it does not come true. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /**
     * Returns as soon as {@code condition} holds.
     *
     * @param what ends the sentence "gave up after 30 s waiting for ..."
     * @throws StackException if it does not hold within {@code timeout}
     */
    public static void until(String what, Duration timeout, BooleanSupplier condition) {
        until(() -> what, timeout, condition);
    }

    /** As {@link #until(String, Duration, BooleanSupplier)}; {@code what} is asked at the end, and can say how far it got. */
    public static void until(Supplier<String> what, Duration timeout, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new StackException("gave up after " + timeout.toSeconds() + " s waiting for " + what.get());
            }
            pause(PAUSE);
        }
    }

    /** Waits; an interrupt ends the wait with a {@link StackException} and leaves the thread interrupted. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting", e);
        }
    }
}
