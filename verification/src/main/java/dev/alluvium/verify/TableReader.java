// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import io.delta.kernel.Scan;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.replay.ActionWrapper;
import io.delta.kernel.internal.replay.ActionsIterator;
import io.delta.kernel.internal.replay.LogReplay;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Reads where the rows of a table come from, and nothing else of them. */
final class TableReader {
    private final Configuration hadoop;
    private final Workers workers;
    private final Progress progress;
    private final Engine engine;

    TableReader(Configuration hadoop, Workers workers, Progress progress) {
        this.hadoop = hadoop;
        this.workers = workers;
        this.progress = progress;
        this.engine = DefaultEngine.create(hadoop);
    }

    /**
     * Reads the newest version, empty if there is no table.
     *
     * @param withHistory whether to read each version of the log as well
     * @throws VerifyException if it cannot be read, or is none of the sink's
     */
    Optional<TableReading> read(String table, boolean withHistory) {
        try {
            SnapshotImpl snapshot =
                    (SnapshotImpl) TableManager.loadSnapshot(table).build(engine);
            FileReader files = new FileReader(engine, snapshot);
            Map<Source, SourceRows> rows = new HashMap<>();
            long[] strays = {0};
            long[] done = {0};
            long total = countFiles(snapshot.getScanBuilder().build());
            try (CloseableIterator<FilteredColumnarBatch> batches = files.scan().getScanFiles(engine)) {
                workers.inOrder(new ScanFiles(batches), files::read, read -> {
                    read.rows().forEach((source, found) -> rows.computeIfAbsent(source, s -> new SourceRows())
                            .addAll(found));
                    strays[0] += read.strayRows();
                    progress.at("files of " + table, ++done[0], total);
                });
            }
            List<Txn> txns = readTxns(snapshot);
            History history = withHistory
                    ? new CommitFiles(hadoop, workers, progress).read(table, snapshot.getVersion())
                    : History.UNREAD;
            return Optional.of(new TableReading(table, snapshot.getVersion(), done[0], strays[0], rows, txns, history));
        } catch (TableNotFoundException e) {
            return Optional.empty();
        } catch (IOException | KernelException | KernelEngineException | UncheckedIOException e) {
            throw new VerifyException("the table " + table + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether its rows say which records they are. */
    boolean isOfRecords(String table) {
        try {
            return FileReader.isOfRecords(
                    TableManager.loadSnapshot(table).build(engine).getSchema());
        } catch (KernelException | KernelEngineException | UncheckedIOException e) {
            throw new VerifyException("the table " + table + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The txns of the newest version, empty if there is no table. */
    List<Txn> txns(String table) {
        try {
            return readTxns((SnapshotImpl) TableManager.loadSnapshot(table).build(engine));
        } catch (TableNotFoundException e) {
            return List.of();
        } catch (IOException | KernelException | KernelEngineException | UncheckedIOException e) {
            throw new VerifyException("the table " + table + " cannot be read: " + e.getMessage(), e);
        }
    }

    private long countFiles(Scan scan) throws IOException {
        long files = 0;
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                FilteredColumnarBatch batch = batches.next();
                int size = batch.getData().getSize();
                for (int row = 0; row < size; row++) {
                    if (FileReader.isSelected(batch, row)) {
                        files++;
                    }
                }
            }
        }
        return files;
    }

    /** All of them by one pass: Kernel itself only looks up one that is named. */
    private List<Txn> readTxns(SnapshotImpl snapshot) throws IOException {
        Map<String, Long> versions = new HashMap<>();
        try (CloseableIterator<ActionWrapper> newestFirst = new ActionsIterator(
                engine,
                snapshot.getLogSegment().allFilesWithCompactionsReversed(),
                LogReplay.SET_TRANSACTION_READ_SCHEMA,
                Optional.empty())) {
            while (newestFirst.hasNext()) {
                ColumnVector column = newestFirst.next().getColumnarBatch().getColumnVector(0);
                for (int row = 0; row < column.getSize(); row++) {
                    if (!column.isNullAt(row)) {
                        SetTransaction txn = SetTransaction.fromColumnVector(column, row);
                        versions.putIfAbsent(txn.getAppId(), txn.getVersion());
                    }
                }
            }
        }
        List<Txn> txns = new ArrayList<>();
        versions.forEach((appId, version) -> Txn.parse(appId, version).ifPresent(txns::add));
        return txns;
    }

    /** The files of a scan one by one. */
    private static final class ScanFiles implements Iterator<Row> {
        private final CloseableIterator<FilteredColumnarBatch> batches;
        private Iterator<Row> files = List.<Row>of().iterator();

        ScanFiles(CloseableIterator<FilteredColumnarBatch> batches) {
            this.batches = batches;
        }

        @Override
        public boolean hasNext() {
            while (!files.hasNext() && batches.hasNext()) {
                files = batches.next().getRows();
            }
            return files.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return files.next();
        }
    }
}
