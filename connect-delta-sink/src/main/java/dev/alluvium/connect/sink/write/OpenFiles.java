// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.UnfitValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that gather a table's rows until the next commit: one for each partition, and one
 * more each time the schema grows meanwhile. */
final class OpenFiles {
    /** Converters that make a schema anew for every record must not fill the memory with shapes. */
    private static final int MAX_KNOWN_SHAPES = 256;

    private static final List<@Nullable String> UNPARTITIONED = List.of();

    private final TableName table;
    private final DataFiles dataFiles;
    private final SchemaAgreement agreement;
    private final List<DataFileWriter> full = new ArrayList<>();
    private final Set<RowShape> knownShapes = Collections.newSetFromMap(new IdentityHashMap<>());
    private TableSchema schema = TableSchema.EMPTY;
    private @Nullable RowShape lastShape;
    /** By partition; of a table without partitions there is one. */
    private final Map<List<@Nullable String>, DataFileWriter> open = new LinkedHashMap<>();

    private List<@Nullable String> lastPartition = UNPARTITIONED;
    private @Nullable DataFileWriter lastFile;
    private long rows;
    private long firstRowMs;

    OpenFiles(TableName table, DataFiles dataFiles, SchemaAgreement agreement) {
        this.table = table;
        this.dataFiles = dataFiles;
        this.agreement = agreement;
    }

    void append(Row row, long nowMs) throws IOException {
        if (row.shape() != lastShape) {
            know(row.shape());
        }
        DataFileWriter file = fileOf(row);
        try {
            file.append(row);
        } catch (UnfitValueException e) {
            throw new SinkFailureException(
                    "Table " + table + ": record " + row.source() + " at offset " + row.offset() + ": "
                            + e.getMessage(),
                    e);
        }
        if (rows == 0) {
            firstRowMs = nowMs;
        }
        rows++;
    }

    private DataFileWriter fileOf(Row row) throws IOException {
        List<@Nullable String> partition =
                schema.partitionBy().isEmpty() ? UNPARTITIONED : row.shape().partitionOf(row);
        DataFileWriter file = lastFile;
        if (file == null || !partition.equals(lastPartition)) {
            file = open.get(partition);
            if (file == null) {
                file = create(partition);
                open.put(partition, file);
            }
            lastFile = file;
            lastPartition = partition;
        }
        return file;
    }

    private DataFileWriter create(List<@Nullable String> partition) throws IOException {
        DataFileWriter file = dataFiles.create(table, schema.ofFiles());
        if (partition.isEmpty()) {
            return file;
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < partition.size(); i++) {
            values.put(schema.partitionBy().get(i), partition.get(i));
        }
        return new PartitionWriter(file, values);
    }

    private void know(RowShape shape) {
        if (!knownShapes.contains(shape)) {
            TableSchema reached = agreement.reach(shape);
            if (knownShapes.size() >= MAX_KNOWN_SHAPES) {
                knownShapes.clear();
            }
            if (!reached.equals(schema)) {
                schema = reached;
                rollOver();
            }
            knownShapes.add(shape);
        }
        lastShape = shape;
    }

    private void rollOver() {
        full.addAll(open.values());
        open.clear();
        lastFile = null;
    }

    long rows() {
        return rows;
    }

    /** How many there are. */
    int count() {
        return open.size() + full.size();
    }

    /** When the first of the rows came. */
    long firstRowMs() {
        return firstRowMs;
    }

    long bufferedBytes() {
        long bytes = 0;
        for (DataFileWriter file : open.values()) {
            bytes += file.bufferedBytes();
        }
        for (DataFileWriter file : full) {
            bytes += file.bufferedBytes();
        }
        return bytes;
    }

    long estimatedBytes() {
        long bytes = 0;
        for (DataFileWriter file : open.values()) {
            bytes += file.estimatedBytes();
        }
        for (DataFileWriter file : full) {
            bytes += file.estimatedBytes();
        }
        return bytes;
    }

    /** Gives the files away, to be finished by another. */
    List<DataFileWriter> release() {
        rollOver();
        List<DataFileWriter> released = List.copyOf(full);
        full.clear();
        rows = 0;
        return released;
    }

    /** Drops the files and looks at the table's schema afresh before the next row. */
    void abort() {
        rollOver();
        full.forEach(DataFileWriter::abort);
        full.clear();
        rows = 0;
        knownShapes.clear();
        lastShape = null;
    }
}
