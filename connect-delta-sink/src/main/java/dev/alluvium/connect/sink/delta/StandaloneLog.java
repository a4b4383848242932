// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.exceptions.DeltaStandaloneException;
import io.delta.standalone.internal.DeltaLogImpl;
import io.delta.standalone.internal.OptimisticTransactionImpl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The calls to delta-standalone for one table, with its faults made known ones. It is written in Scala, which throws
 * checked exceptions without declaring them.
 */
final class StandaloneLog {
    private static final String CHECKPOINTS_WITHIN_COMMITS = "io.delta.standalone.checkpointing.enabled";
    private static final String PROTOCOL_TOO_NEW = "InvalidProtocolVersionException";
    /** There is no newer release to upgrade to. */
    private static final String UPGRADE = "Please upgrade to a newer release.";

    private static final String CHECKPOINT_TOO_NEW = "Couldn't find all part files of the checkpoint";

    private final Configuration committing;
    private final Configuration checkpointing;
    private final Path root;
    private final String engineInfo;
    private Optional<DeltaLog> log = Optional.empty();

    StandaloneLog(Configuration configuration, Path root, String engineInfo) {
        this.root = root;
        this.engineInfo = engineInfo;
        this.checkpointing = configuration;
        this.committing = new Configuration(configuration);
        committing.setBoolean(CHECKPOINTS_WITHIN_COMMITS, false);
        SingleAttemptLogStore.insertInto(committing, root.toUri().getScheme());
    }

    Path root() {
        return root;
    }

    /** Begins a transaction on the newest version, which may be -1. */
    OptimisticTransaction begin() throws IOException, UnsupportedTableException {
        return call(() -> {
            if (log.isEmpty()) {
                log = Optional.of(open(committing));
            }
            OptimisticTransaction transaction = log.get().startTransaction();
            // Read here, where faults are made known ones.
            transaction.metadata();
            // delta-standalone itself asks this of a commit only.
            ((DeltaLogImpl) log.get()).assertProtocolWrite(((OptimisticTransactionImpl) transaction).protocol());
            return transaction;
        });
    }

    /**
     * Writes the version after the one that {@code transaction} read.
     *
     * @throws VersionWriteException if the request was sent and did not end well
     * @throws IOException if nothing was sent, or if something failed after the version had been written
     */
    void commit(OptimisticTransaction transaction, List<Action> actions, CommitDescription description)
            throws IOException, UnsupportedTableException {
        call(() -> transaction.commit(actions, StandaloneActions.operation(description), engineInfo));
    }

    /** Lets go of the state that delta-standalone has read to tell a txn: about a kilobyte for each file of the table. */
    void forgetState() {
        log = Optional.empty();
    }

    /** A log apart from the one that commits, which it would otherwise hold up. */
    DeltaLogImpl openToCheckpoint() throws IOException, UnsupportedTableException {
        return (DeltaLogImpl) call(() -> open(checkpointing));
    }

    <T> T call(Callable<T> call) throws IOException, UnsupportedTableException {
        try {
            return call.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted at the log of " + root).initCause(e);
        } catch (StorageRefusedException e) {
            throw new UnsupportedTableException(e.reason(), e);
        } catch (IOException e) {
            throw e;
        } catch (DeltaStandaloneException e) {
            throw new UnsupportedTableException(
                    "delta-standalone refuses the table at " + root + ": " + e.getMessage(), e);
        } catch (Exception e) {
            if (isBeyondIt(e)) {
                String why = String.valueOf(e.getMessage())
                        .replace(UPGRADE, "")
                        .strip()
                        .replaceAll("\\s+", " ");
                throw new UnsupportedTableException(
                        "delta-standalone cannot work on the table at " + root + " (" + why
                                + "): set delta.log.library=kernel",
                        e);
            }
            throw new IOException("delta-standalone failed at the table " + root + ": " + e, e);
        }
    }

    /** Whether waiting will not help. A checkpoint is named only when all of it is there: this one is of a newer kind. */
    private static boolean isBeyondIt(Exception e) {
        return e.getClass().getSimpleName().equals(PROTOCOL_TOO_NEW)
                || String.valueOf(e.getMessage()).contains(CHECKPOINT_TOO_NEW);
    }

    /** delta-standalone finds log stores by the thread's class loader, which must be the plugin's. */
    private DeltaLog open(Configuration configuration) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(StandaloneLog.class.getClassLoader());
        try {
            return DeltaLog.forTable(configuration, root);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
