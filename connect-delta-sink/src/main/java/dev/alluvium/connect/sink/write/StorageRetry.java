// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks storage again until it answers, on a thread that may wait and that nobody interrupts.
 *
 * @param sleeper waits for that many milliseconds
 * @param stopped once true, waiting is over
 */
record StorageRetry(Supplier<Patience> patience, LongSupplier nowMs, Sleeper sleeper, BooleanSupplier stopped) {
    private static final Logger LOG = LoggerFactory.getLogger(StorageRetry.class);

    @FunctionalInterface
    interface Sleeper {
        void sleep(long durationMs);
    }

    /** One try: empty if it should be tried again. */
    @FunctionalInterface
    interface Attempt<T> {
        Optional<T> call() throws IOException, UnsupportedTableException;
    }

    /**
     * @param doing what is tried, for messages: "load the snapshot"
     * @throws StalledTableException at once if the table cannot be written, else once patience is exhausted
     * @throws SinkFailureException when stopped
     */
    <T> T untilDone(TableName table, String doing, Attempt<T> attempt) {
        Patience left = patience.get();
        while (true) {
            IOException cause;
            try {
                Optional<T> result = attempt.call();
                if (result.isPresent()) {
                    return result.get();
                }
                cause = new IOException("somebody else changed the table meanwhile");
                LOG.debug("Table {}: trying again to {}: {}", table, doing, cause.getMessage());
            } catch (UnsupportedTableException e) {
                throw StalledTableException.of(table, e);
            } catch (IOException e) {
                cause = e;
                LOG.warn("Table {}: could not {}, trying again: {}", table, doing, e.toString());
            }
            pause(left, table, doing, cause);
        }
    }

    private void pause(Patience left, TableName table, String doing, IOException cause) {
        long delayMs = left.failed(nowMs.getAsLong());
        if (stopped.getAsBoolean()) {
            throw new SinkFailureException("Table " + table + ": the task ended before it could " + doing, cause);
        }
        if (left.exhausted(nowMs.getAsLong())) {
            throw StalledTableException.of(table, doing, cause);
        }
        sleeper.sleep(delayMs);
    }
}
