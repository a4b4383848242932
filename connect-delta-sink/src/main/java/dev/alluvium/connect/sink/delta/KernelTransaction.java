// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.kernel.Operation;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.commit.CommitFailedException;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.TransactionImpl;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.internal.util.SchemaUtils;
import io.delta.kernel.transaction.CreateTableTransactionBuilder;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * One attempt to write one version through Kernel, without its retries: they would rebase over a txn that is lower than
 * ours (delta-io/delta#4442).
 *
 * <p>Made with Kernel's internal {@code TransactionImpl}, since the public builder changes a schema only where column
 * mapping is on. Kernel's version is pinned for this; {@code KernelTableLogTest} watches over it.
 */
final class KernelTransaction {
    private static final Optional<Integer> ONE_ATTEMPT = Optional.of(0);

    private final Engine engine;
    private final Transaction transaction;
    private final KernelCommitter committer;

    private KernelTransaction(Engine engine, Transaction transaction, KernelCommitter committer) {
        this.engine = engine;
        this.transaction = transaction;
        this.committer = committer;
    }

    static KernelTransaction append(Engine engine, SnapshotImpl base, KernelCommitter committer)
            throws IOException, UnsupportedTableException {
        return onTopOf(engine, base, committer, Optional.empty());
    }

    static KernelTransaction schemaChange(Engine engine, SnapshotImpl base, String schema, KernelCommitter committer)
            throws IOException, UnsupportedTableException {
        StructType checked = checkedSchema(base.getPath(), schema);
        return onTopOf(engine, base, committer, Optional.of(base.getMetadata().withNewSchema(checked)));
    }

    /** @return empty if the table has come to be in the meantime */
    static Optional<KernelTransaction> creation(
            Engine engine,
            String root,
            String schema,
            List<String> partitionBy,
            List<List<String>> clusterBy,
            KernelCommitter committer)
            throws IOException, UnsupportedTableException {
        StructType checked = checkedSchema(root, schema);
        try {
            CreateTableTransactionBuilder builder = TableManager.buildCreateTableTransaction(root, checked, "")
                    .withCommitter(committer)
                    .withMaxRetries(0);
            if (!partitionBy.isEmpty()) {
                builder.withDataLayoutSpec(DataLayoutSpec.partitioned(
                        partitionBy.stream().map(Column::new).toList()));
            } else if (!clusterBy.isEmpty()) {
                builder.withDataLayoutSpec(DataLayoutSpec.clustered(clusterBy.stream()
                        .map(path -> new Column(path.toArray(String[]::new)))
                        .toList()));
            }
            Transaction transaction = builder.build(engine);
            return Optional.of(new KernelTransaction(engine, transaction, committer));
        } catch (TableAlreadyExistsException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new UnsupportedTableException(
                    "the table at " + root + " cannot be created as it is configured: " + e.getMessage(), e);
        } catch (KernelException | KernelEngineException | UncheckedIOException e) {
            throw new IOException("the table at " + root + " cannot be created: " + e.getMessage(), e);
        }
    }

    private static KernelTransaction onTopOf(
            Engine engine, SnapshotImpl base, KernelCommitter committer, Optional<Metadata> metadata)
            throws IOException, UnsupportedTableException {
        KernelTableCheck.check(base);
        Transaction transaction =
                new TransactionImpl(
                        false,
                        base.getDataPath(),
                        Optional.of(base),
                        "",
                        Operation.STREAMING_UPDATE,
                        Optional.empty(),
                        metadata,
                        committer,
                        Optional.empty(),
                        Optional.empty(),
                        ONE_ATTEMPT,
                        0,
                        Clock.systemUTC()::millis) {
                    @Override
                    public Optional<List<Column>> getEffectiveClusteringColumns() {
                        // For a report that nobody takes, Kernel would read the log since its last checkpoint.
                        return Optional.empty();
                    }
                };
        return new KernelTransaction(engine, transaction, committer);
    }

    /**
     * Writes the version.
     *
     * @return the snapshot it made
     * @throws VersionWriteException if the request was sent and did not end well
     * @throws IOException if nothing was sent
     */
    SnapshotImpl commit(CloseableIterable<Row> actions) throws IOException {
        try {
            return (SnapshotImpl) transaction
                    .commit(engine, actions)
                    .getPostCommitSnapshot()
                    .orElseThrow(() -> new IllegalStateException("Kernel rebased a commit that it must not rebase"));
        } catch (MaxCommitRetryLimitReachedException e) {
            boolean taken = e.getCause() instanceof CommitFailedException failure && failure.isConflict();
            throw taken ? VersionWriteException.taken(e) : VersionWriteException.unknown(e);
        } catch (RuntimeException e) {
            // Whatever it is: once the request is out, only the log can tell whether the version was written.
            throw committer.requested()
                    ? VersionWriteException.unknown(e)
                    : new IOException("no version could be written: " + e.getMessage(), e);
        }
    }

    private static StructType checkedSchema(String root, String schema) throws UnsupportedTableException {
        try {
            StructType parsed = DataTypeJsonSerDe.deserializeStructType(schema);
            // Names are checked as for tables without column mapping; defaults that others gave their columns may stay.
            SchemaUtils.validateSchema(parsed, false, true, true);
            return parsed;
        } catch (KernelException | IllegalArgumentException e) {
            throw new UnsupportedTableException(
                    "the table at " + root + " cannot take the schema that its records ask for: " + e.getMessage(), e);
        }
    }
}
