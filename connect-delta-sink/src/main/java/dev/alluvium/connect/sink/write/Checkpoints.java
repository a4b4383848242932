// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes checkpoints off the commit path, one after the other. A failed one costs readers time, never a row. */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final ExecutorService thread;
    private final Set<TableLog> asked = ConcurrentHashMap.newKeySet();

    Checkpoints(ThreadFactory threads) {
        this.thread = Executors.newSingleThreadExecutor(threads);
    }

    /** A version was committed: see whether a checkpoint is due. */
    void consider(TableLog log) {
        if (!asked.add(log)) {
            return;
        }
        try {
            thread.execute(() -> write(log));
        } catch (RejectedExecutionException e) {
            LOG.debug("No checkpoint of {} is considered: the task was stopped meanwhile", log, e);
        }
    }

    private void write(TableLog log) {
        asked.remove(log);
        try {
            log.checkpoint().ifPresent(version -> LOG.debug("Checkpoint written at version {} of {}", version, log));
        } catch (IOException | UnsupportedTableException | RuntimeException e) {
            LOG.warn("A checkpoint of {} could not be written; the next one will do", log, e);
        }
    }

    void stop() {
        thread.shutdown();
    }
}
