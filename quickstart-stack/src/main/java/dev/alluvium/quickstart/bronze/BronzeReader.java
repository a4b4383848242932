// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.bronze;

import dev.alluvium.quickstart.stack.StackException;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whole tables with Delta Kernel, into memory: for tables of a demonstration or a test. */
public final class BronzeReader {
    private final Warehouse warehouse;
    private final Engine engine;

    public BronzeReader(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.engine = DefaultEngine.create(warehouse.hadoop());
    }

    /** Every row of the newest version of a table, in no order. */
    public List<BronzeRow> rows(String table) {
        return rows(snapshot(table));
    }

    /** The newest version of a table, for its number and its schema. */
    public Snapshot snapshot(String table) {
        return TableManager.loadSnapshot(warehouse.path(table)).build(engine);
    }

    private List<BronzeRow> rows(Snapshot snapshot) {
        Scan scan =
                snapshot.getScanBuilder().withReadSchema(snapshot.getSchema()).build();
        Row state = scan.getScanState(engine);
        List<BronzeRow> rows = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        readFile(state, files.next(), rows);
                    }
                }
            }
        } catch (IOException e) {
            throw new StackException(
                    "could not read version " + snapshot.getVersion() + " of " + snapshot.getPath(), e);
        }
        return rows;
    }

    private void readFile(Row state, Row file, List<BronzeRow> rows) throws IOException {
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
        FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
        CloseableIterator<ColumnarBatch> data = engine.getParquetHandler()
                .readParquetFiles(Utils.singletonCloseableIterator(status), physical, Optional.empty())
                .map(result -> result.getData());
        try (CloseableIterator<FilteredColumnarBatch> batches = Scan.transformPhysicalData(engine, state, file, data)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> found = batches.next().getRows()) {
                    found.forEachRemaining(row -> rows.add(new BronzeRow(KernelValues.row(row))));
                }
            }
        }
    }
}
