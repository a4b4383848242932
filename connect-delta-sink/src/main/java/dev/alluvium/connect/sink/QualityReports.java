// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The reports of this worker, one for each connector, however many of its tasks run here: from the first task to the last. Each has a
 * thread of its own. Safe for use by many threads.
 */
final class QualityReports {
    private final Map<Object, Shared> reports = new HashMap<>();

    private static final class Shared {
        private final CountDownLatch end = new CountDownLatch(1);
        private int tasks;

        void start(QualityReport report, String name, long intervalMs) {
            new PluginThreads(name).newThread(() -> write(report, intervalMs)).start();
        }

        private void write(QualityReport report, long intervalMs) {
            try {
                boolean isLast = false;
                while (!isLast) {
                    isLast = end.await(intervalMs, TimeUnit.MILLISECONDS);
                    report.write();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Takes part in a report.
     *
     * @param key of equal value for tasks that report together
     * @param name of the connector
     * @param make the report, by the first of them
     * @return to be closed when the task ends; the last one to do so has the rest written, and does not wait for it
     */
    synchronized AutoCloseable join(Object key, String name, long intervalMs, Supplier<QualityReport> make) {
        Shared shared = reports.computeIfAbsent(key, absent -> {
            Shared made = new Shared();
            made.start(make.get(), name + "-quality", intervalMs);
            return made;
        });
        shared.tasks++;
        return () -> leave(key, shared);
    }

    private synchronized void leave(Object key, Shared shared) {
        shared.tasks--;
        if (shared.tasks == 0) {
            reports.remove(key);
            shared.end.countDown();
        }
    }
}
