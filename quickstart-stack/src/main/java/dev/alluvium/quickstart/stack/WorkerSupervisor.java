// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.time.Duration;

/** Notices the death of a worker and starts it again. */
public final class WorkerSupervisor implements AutoCloseable {
    private static final Duration BEFORE_RESTART = Duration.ofSeconds(1);
    private static final Duration TOO_SHORT_A_LIFE = Duration.ofSeconds(15);
    private static final int MAX_SHORT_LIVES = 3;

    /** Is told what happens, on the supervisor's thread. */
    public interface Listener {
        void died(long pid, int exitCode);

        void restarted(long pid);

        /** It died again and again right after its start; nobody restarts it any more. */
        void gaveUp(String why);
    }

    private final ConnectWorker worker;
    private final Listener listener;
    private final Thread thread;
    private boolean closed;

    private WorkerSupervisor(ConnectWorker worker, Listener listener) {
        this.worker = worker;
        this.listener = listener;
        this.thread = new Thread(this::watch, "worker-supervisor");
        this.thread.setDaemon(true);
    }

    /** Watches over a worker that was started. The caller closes this before it stops the worker. */
    public static WorkerSupervisor of(ConnectWorker worker, Listener listener) {
        WorkerSupervisor supervisor = new WorkerSupervisor(worker, listener);
        supervisor.thread.start();
        return supervisor;
    }

    private void watch() {
        int shortLives = 0;
        while (true) {
            long from = System.nanoTime();
            long pid = worker.pid();
            int exitCode = worker.exit().join();
            // A stack that is going down takes its worker with it: no news then.
            if (!pauseUnlessClosed()) {
                return;
            }
            listener.died(pid, exitCode);
            shortLives = System.nanoTime() - from < TOO_SHORT_A_LIFE.toNanos() ? shortLives + 1 : 0;
            if (shortLives >= MAX_SHORT_LIVES) {
                listener.gaveUp(
                        "the Connect worker died " + shortLives + " times right after its start\n" + worker.logTail());
                return;
            }
            if (!restart()) {
                return;
            }
        }
    }

    private boolean pauseUnlessClosed() {
        try {
            Await.pause(BEFORE_RESTART);
        } catch (StackException interrupted) {
            return false;
        }
        synchronized (this) {
            return !closed;
        }
    }

    private boolean restart() {
        synchronized (this) {
            if (closed) {
                return false;
            }
            worker.start();
        }
        listener.restarted(worker.pid());
        return true;
    }

    /** Stops watching; after it no worker is started. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
    }
}
