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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that gather a table's rows until the next commit: one, or one more each time the schema grows meanwhile. */
final class OpenFiles {
    /** Converters that make a schema anew for every record must not fill the memory with shapes. */
    private static final int MAX_KNOWN_SHAPES = 256;

    private final TableName table;
    private final DataFiles dataFiles;
    private final SchemaAgreement agreement;
    private final List<DataFileWriter> full = new ArrayList<>();
    private final Set<RowShape> knownShapes = Collections.newSetFromMap(new IdentityHashMap<>());
    private TableSchema schema = TableSchema.EMPTY;
    private @Nullable RowShape lastShape;
    private @Nullable DataFileWriter open;
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
        DataFileWriter file = open;
        if (file == null) {
            file = dataFiles.create(table, schema);
            open = file;
        }
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
        if (open != null) {
            full.add(open);
            open = null;
        }
    }

    long rows() {
        return rows;
    }

    /** When the first of the rows came. */
    long firstRowMs() {
        return firstRowMs;
    }

    long bufferedBytes() {
        long bytes = open == null ? 0 : open.bufferedBytes();
        for (DataFileWriter file : full) {
            bytes += file.bufferedBytes();
        }
        return bytes;
    }

    long estimatedBytes() {
        long bytes = open == null ? 0 : open.estimatedBytes();
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
