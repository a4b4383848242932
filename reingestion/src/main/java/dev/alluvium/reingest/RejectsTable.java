// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.reingest.Rejected.Content;
import dev.alluvium.reingest.Rejected.HeaderBytes;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** One version of a table of rejects, with what is wanted of it in memory: of what is bad there is little, or something is very wrong. */
final class RejectsTable {
    private final Engine engine;
    private final Snapshot snapshot;

    /** @throws ReingestException if there is none, or it cannot be read */
    RejectsTable(Configuration hadoop, String path) {
        this.engine = DefaultEngine.create(hadoop);
        try {
            this.snapshot = TableManager.loadSnapshot(path).build(engine);
        } catch (KernelException | UncheckedIOException e) {
            throw new ReingestException("the table of rejects " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    long version() {
        return snapshot.getVersion();
    }

    /** In no order. */
    List<Rejected> rows(Predicate<Rejected> isWanted) {
        Scan scan =
                snapshot.getScanBuilder().withReadSchema(snapshot.getSchema()).build();
        Row state = scan.getScanState(engine);
        List<Rejected> rows = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        read(state, files.next(), isWanted, rows);
                    }
                }
            }
        } catch (IOException | KernelException e) {
            throw new ReingestException(
                    "the table of rejects " + snapshot.getPath() + " cannot be read: " + e.getMessage(), e);
        }
        return rows;
    }

    private void read(Row state, Row file, Predicate<Rejected> isWanted, List<Rejected> rows) throws IOException {
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
        FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
        CloseableIterator<ColumnarBatch> data = engine.getParquetHandler()
                .readParquetFiles(Utils.singletonCloseableIterator(status), physical, Optional.empty())
                .map(result -> result.getData());
        try (CloseableIterator<FilteredColumnarBatch> batches = Scan.transformPhysicalData(engine, state, file, data)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> found = batches.next().getRows()) {
                    found.forEachRemaining(row -> {
                        Rejected rejected = rejected(row);
                        if (isWanted.test(rejected)) {
                            rows.add(rejected);
                        }
                    });
                }
            }
        }
    }

    private static Rejected rejected(Row row) {
        Row kafka = row.getStruct(row.getSchema().indexOf("_kafka"));
        return new Rejected(
                text(row, "table"),
                text(row, "stage"),
                new Content(bytes(row, "key"), text(row, "key_format"), text(row, "key_schema")),
                new Content(bytes(row, "value"), text(row, "value_format"), text(row, "value_schema")),
                kafka.getString(at(kafka, "topic")),
                kafka.getInt(at(kafka, "partition")),
                kafka.getLong(at(kafka, "epoch")),
                kafka.getLong(at(kafka, "offset")),
                kafka.isNullAt(at(kafka, "timestamp")) ? null : (Long) kafka.getLong(at(kafka, "timestamp")),
                text(kafka, "timestamp_type"),
                headers(kafka));
    }

    private static List<HeaderBytes> headers(Row kafka) {
        int at = at(kafka, "headers");
        if (kafka.isNullAt(at)) {
            return List.of();
        }
        ArrayValue array = kafka.getArray(at);
        ColumnVector elements = array.getElements();
        List<HeaderBytes> headers = new ArrayList<>();
        for (int i = 0; i < array.getSize(); i++) {
            ColumnVector values = elements.getChild(1);
            headers.add(new HeaderBytes(
                    elements.getChild(0).getString(i), values.isNullAt(i) ? null : values.getBinary(i)));
        }
        return headers;
    }

    private static int at(Row row, String name) {
        return row.getSchema().indexOf(name);
    }

    private static @Nullable String text(Row row, String name) {
        return row.isNullAt(at(row, name)) ? null : row.getString(at(row, name));
    }

    private static byte @Nullable [] bytes(Row row, String name) {
        return row.isNullAt(at(row, name)) ? null : row.getBinary(at(row, name));
    }
}
