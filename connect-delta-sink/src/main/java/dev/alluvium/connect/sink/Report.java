// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;

/** A record given to Connect's errant record reporter, which may not have it safe yet. */
record Report(SourcePartition source, long offset, Future<Void> outcome) {

    /**
     * Waits for the reporter.
     *
     * @return whether it has the record safe; if not within {@code timeoutMs}, ask again
     * @throws ConnectException if it will never have
     */
    boolean isSafe(long timeoutMs) {
        try {
            outcome.get(timeoutMs, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | RuntimeException e) {
            throw new ConnectException(
                    source + ", offset " + offset
                            + ": the record cannot become a row, and the dead letter queue did not "
                            + "take it. Mend the queue (errors.deadletterqueue.*) or choose another delta.reject.mode, then "
                            + "restart the task; nothing is lost",
                    e);
        }
    }
}
