// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the threads of a pipeline go on, and what brought them to an end: where one fails, all of them end. */
final class ThreadLife {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadLife.class);

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean over;

    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /** {@code work} as the life of a thread. */
    Runnable of(Work work) {
        return () -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure.compareAndSet(null, e);
            } catch (RuntimeException | Error e) {
                // The task throws it from its next put: here nobody would hear it.
                failure.compareAndSet(null, e);
                LOG.debug("The pipeline stops", e);
            }
            over = true;
        };
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /** @throws SinkFailureException if a thread has failed */
    void check() {
        Throwable cause = failure.get();
        if (cause instanceof SinkFailureException) {
            throw new SinkFailureException(String.valueOf(cause.getMessage()), cause);
        }
        if (cause != null) {
            throw new SinkFailureException(
                    "The sink stopped on an unexpected error; restart the task, nothing is lost", cause);
        }
    }
}
