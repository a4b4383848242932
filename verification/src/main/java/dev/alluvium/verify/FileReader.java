// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the four fields of {@code _kafka} that name a record, of one data file after the other; rows deleted by vectors are left out. */
final class FileReader {
    private static final String KAFKA = "_kafka";
    private static final int TOPIC = 0;
    private static final int PARTITION = 1;
    private static final int OFFSET = 2;
    private static final int EPOCH = 3;
    /** Of rows that were among the rejects before. */
    private static final String REPLAYED = "_replayed_from";

    private final Engine engine;
    private final Scan scan;
    private final Row state;
    private final StructType physical;

    /**
     * What is in one file.
     *
     * @param strayRows rows that do not say which record they come from
     */
    record FileRows(Map<Source, SourceRows> rows, long strayRows) {}

    FileReader(Engine engine, Snapshot snapshot) {
        this.engine = engine;
        this.scan = snapshot.getScanBuilder().withReadSchema(wanted(snapshot)).build();
        this.state = scan.getScanState(engine);
        this.physical = ScanStateRow.getPhysicalDataReadSchema(state);
    }

    Scan scan() {
        return scan;
    }

    static boolean isOfRecords(StructType schema) {
        int at = schema.indexOf(KAFKA);
        return at >= 0 && schema.at(at).getDataType() instanceof StructType;
    }

    private static StructType wanted(Snapshot snapshot) {
        int at = snapshot.getSchema().indexOf(KAFKA);
        if (at < 0 || !(snapshot.getSchema().at(at).getDataType() instanceof StructType kafka)) {
            throw new VerifyException("the table " + snapshot.getPath() + " has no column " + KAFKA
                    + ": it is not from Alluvium's sink, and its rows do not say which records they are");
        }
        // The table's own fields: they carry the names that a column mapping gave them.
        StructField column = snapshot.getSchema().at(at);
        StructType fields = new StructType()
                .add(field(snapshot, kafka, "topic", StringType.STRING))
                .add(field(snapshot, kafka, "partition", IntegerType.INTEGER))
                .add(field(snapshot, kafka, "offset", LongType.LONG))
                .add(field(snapshot, kafka, "epoch", LongType.LONG));
        StructType wanted = new StructType()
                .add(new StructField(column.getName(), fields, column.isNullable(), column.getMetadata()));
        int replayed = snapshot.getSchema().indexOf(REPLAYED);
        return replayed < 0 ? wanted : wanted.add(snapshot.getSchema().at(replayed));
    }

    private static StructField field(Snapshot snapshot, StructType kafka, String name, DataType type) {
        int at = kafka.indexOf(name);
        if (at < 0 || !kafka.at(at).getDataType().equals(type)) {
            throw new VerifyException("the table " + snapshot.getPath() + " has no " + KAFKA + "." + name + " of type "
                    + type + ": it is not from Alluvium's sink, and its rows do not say which records they are");
        }
        return kafka.at(at);
    }

    FileRows read(Row file) {
        FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
        Reading reading = new Reading();
        try (CloseableIterator<FilteredColumnarBatch> batches =
                Scan.transformPhysicalData(engine, state, file, data(status))) {
            while (batches.hasNext()) {
                reading.take(batches.next());
            }
        } catch (IOException | RuntimeException e) {
            throw new VerifyException("the file " + status.getPath() + " cannot be read: " + e.getMessage(), e);
        }
        return new FileRows(reading.rows, reading.strayRows);
    }

    private CloseableIterator<ColumnarBatch> data(FileStatus status) throws IOException {
        return engine.getParquetHandler()
                .readParquetFiles(Utils.singletonCloseableIterator(status), physical, Optional.empty())
                .map(result -> result.getData());
    }

    static boolean isSelected(FilteredColumnarBatch batch, int row) {
        return batch.getSelectionVector()
                .map(vector -> !vector.isNullAt(row) && vector.getBoolean(row))
                .orElse(true);
    }

    private static final class Reading {
        private final Map<Source, SourceRows> rows = new HashMap<>();
        private long strayRows;
        /** Of the row before: the next one mostly comes from the same partition. */
        private Source last = new Source("", -1, -1);

        private SourceRows lastRows = new SourceRows();

        void take(FilteredColumnarBatch batch) {
            ColumnVector kafka = batch.getData().getColumnVector(0);
            ColumnVector topics = kafka.getChild(TOPIC);
            ColumnVector partitions = kafka.getChild(PARTITION);
            ColumnVector offsets = kafka.getChild(OFFSET);
            ColumnVector epochs = kafka.getChild(EPOCH);
            boolean hasReplays = batch.getData().getSchema().length() > 1;
            int size = batch.getData().getSize();
            for (int row = 0; row < size; row++) {
                if (!isSelected(batch, row)) {
                    continue;
                }
                if (kafka.isNullAt(row)
                        || topics.isNullAt(row)
                        || partitions.isNullAt(row)
                        || epochs.isNullAt(row)
                        || offsets.isNullAt(row)
                        || offsets.getLong(row) < 0) {
                    strayRows++;
                } else {
                    rowsOf(topics.getString(row), epochs.getLong(row), partitions.getInt(row))
                            .add(
                                    offsets.getLong(row),
                                    hasReplays
                                            && !batch.getData()
                                                    .getColumnVector(1)
                                                    .isNullAt(row));
                }
            }
        }

        private SourceRows rowsOf(String topic, long epoch, int partition) {
            if (partition != last.partition() || epoch != last.epoch() || !topic.equals(last.topic())) {
                last = new Source(topic, epoch, partition);
                lastRows = rows.computeIfAbsent(last, source -> new SourceRows());
            }
            return lastRows;
        }
    }
}
