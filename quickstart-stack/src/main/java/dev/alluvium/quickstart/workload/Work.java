// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import dev.alluvium.quickstart.stack.StackException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread that does one step after the other at a steady rate, until it is stopped or fails. */
final class Work implements AutoCloseable {
    /** One step. */
    interface Step {
        void run() throws SQLException;
    }

    private static final long STOP_TIMEOUT_MS = 10_000;

    private final String name;
    private final Pace pace;
    private final Step step;
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    Work(String name, double perSecond, Step step) {
        this.name = name;
        this.pace = new Pace(perSecond);
        this.step = step;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    void perSecond(double rate) {
        pace.perSecond(rate);
    }

    /** @throws StackException if the thread failed */
    void check() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new StackException("the " + name + " failed: " + cause.getMessage(), cause);
        }
    }

    /** Lets the present step end and waits for it. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(STOP_TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                pace.await();
                step.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.set(e);
        } catch (SQLException | RuntimeException e) {
            failure.set(e);
        }
    }
}
