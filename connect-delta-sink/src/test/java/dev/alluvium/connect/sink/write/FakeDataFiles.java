// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Data files in memory. Remembers which rows went into which file, and which files were finished, dropped, or removed. */
public final class FakeDataFiles implements DataFiles {
    static final int BYTES_PER_ROW = 10;

    private final Map<String, List<Row>> finished = new ConcurrentHashMap<>();
    private final Map<String, TableSchema> schemasOfFinished = new ConcurrentHashMap<>();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger aborted = new AtomicInteger();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicInteger mostUnfinished = new AtomicInteger();
    private final AtomicInteger appendsToFail = new AtomicInteger();
    private final AtomicInteger finishesToFail = new AtomicInteger();
    private final List<TableSchema> schemas = new ArrayList<>();

    @Override
    public DataFileWriter create(TableName table, TableSchema schema) {
        synchronized (schemas) {
            schemas.add(schema);
        }
        mostUnfinished.accumulateAndGet(unfinished.incrementAndGet(), Math::max);
        return new Writer("part-" + created.incrementAndGet(), schema);
    }

    @Override
    public void delete(TableName table, DataFile file) {
        removed.add(file.path());
    }

    public void failAppends(int times) {
        appendsToFail.set(times);
    }

    public void failFinishes(int times) {
        finishesToFail.set(times);
    }

    /** The rows of a file that a commit names. */
    public List<Row> rows(DataFile file) {
        if (removed.contains(file.path())) {
            throw new AssertionError("rule 4: " + file.path() + " was removed, and a commit names it");
        }
        List<Row> rows = finished.get(file.path());
        if (rows == null) {
            throw new AssertionError("a commit names " + file.path() + ", which was never finished");
        }
        return rows;
    }

    /** The schema that a file was finished with. */
    public TableSchema schema(DataFile file) {
        return schemasOfFinished.get(file.path());
    }

    public Set<String> removed() {
        return Set.copyOf(removed);
    }

    public int aborted() {
        return aborted.get();
    }

    /** How many files at most were begun and neither finished nor dropped, at any time. */
    public int mostUnfinished() {
        return mostUnfinished.get();
    }

    /** The schemas files were created with, in order. */
    public List<TableSchema> schemas() {
        synchronized (schemas) {
            return List.copyOf(schemas);
        }
    }

    private final class Writer implements DataFileWriter {
        private final String path;
        private final TableSchema schema;
        private final List<Row> rows = new ArrayList<>();

        Writer(String path, TableSchema schema) {
            this.path = path;
            this.schema = schema;
        }

        @Override
        public TableSchema schema() {
            return schema;
        }

        @Override
        public void append(Row row) throws IOException {
            if (appendsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("scripted: the disk is full");
            }
            // As every writer does: a column that the file lacks, and the row cannot do without, is a mistake of the
            // caller.
            if (!row.shape().schema().columns().stream()
                    .allMatch(column -> row.shape().schema().partitionBy().contains(column.name())
                            || schema.columns().contains(column)
                            || row.shape().mayRescue(column.name()))) {
                throw new AssertionError("rule 8: a row was encoded before its columns were in the table's schema");
            }
            rows.add(row);
        }

        @Override
        public long rows() {
            return rows.size();
        }

        @Override
        public long bufferedBytes() {
            return (long) rows.size() * BYTES_PER_ROW;
        }

        @Override
        public long estimatedBytes() {
            return (long) rows.size() * BYTES_PER_ROW;
        }

        @Override
        public DataFile finish() throws IOException {
            if (finishesToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("scripted: the upload broke off");
            }
            unfinished.decrementAndGet();
            finished.put(path, List.copyOf(rows));
            schemasOfFinished.put(path, schema);
            return new DataFile(path, rows.size(), 0, rows.size(), "{\"numRecords\":" + rows.size() + "}");
        }

        @Override
        public void abort() {
            unfinished.decrementAndGet();
            aborted.incrementAndGet();
        }
    }
}
