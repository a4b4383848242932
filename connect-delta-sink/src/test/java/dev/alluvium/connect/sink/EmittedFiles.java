// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import dev.alluvium.connect.sink.write.DataFiles;
import dev.alluvium.connect.sink.write.FakeDeltaLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Files in memory that, as real ones do, emit each row and hold it to the contract, and remember what came out. */
final class EmittedFiles implements DataFiles {
    private static final int BYTES_PER_ROW = 100;

    record Emitted(String source, long offset, Map<String, Object> columns) {}

    private final Map<String, List<Emitted>> finished = new ConcurrentHashMap<>();
    private final AtomicInteger created = new AtomicInteger();
    private final Predicate<String> keeps;

    /** @param keeps which columns of each row are kept, besides where it came from */
    EmittedFiles(Predicate<String> keeps) {
        this.keeps = keeps;
    }

    /** What a reader of the table sees. */
    List<Emitted> rows(FakeDeltaLog log) {
        List<Emitted> rows = new ArrayList<>();
        log.files().forEach(file -> rows.addAll(finished.get(file.path())));
        return rows;
    }

    /** Every offset of every partition, as often as it is there. */
    Map<String, List<Long>> offsets(FakeDeltaLog... logs) {
        Map<String, List<Long>> offsets = new TreeMap<>();
        for (FakeDeltaLog log : logs) {
            rows(log).forEach(row -> offsets.computeIfAbsent(row.source, any -> new ArrayList<>())
                    .add(row.offset));
        }
        offsets.values().forEach(list -> list.sort(null));
        return offsets;
    }

    @Override
    public DataFileWriter create(TableName table, TableSchema schema) {
        return new Writer("part-" + created.incrementAndGet(), schema);
    }

    @Override
    public void delete(TableName table, DataFile file) {
        finished.remove(file.path());
    }

    private final class Writer implements DataFileWriter {
        private final String path;
        private final TableSchema schema;
        private final IdentityHashMap<RowShape, RowEmitter> emitters = new IdentityHashMap<>();
        private final List<Emitted> rows = new ArrayList<>();

        Writer(String path, TableSchema schema) {
            this.path = path;
            this.schema = schema;
        }

        @Override
        public TableSchema schema() {
            return schema;
        }

        @Override
        public void append(Row row) {
            RecordedRows recorded = new RecordedRows(schema);
            emitters.computeIfAbsent(row.shape(), shape -> shape.emitterFor(schema))
                    .emit(row, recorded);
            Map<String, Object> columns = new HashMap<>(recorded.rows().get(0));
            columns.keySet().removeIf(keeps.negate());
            rows.add(new Emitted(row.source().toString(), row.offset(), columns));
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
            return bufferedBytes();
        }

        @Override
        public DataFile finish() {
            finished.put(path, List.copyOf(rows));
            return new DataFile(path, rows.size(), 0, rows.size(), "{\"numRecords\":" + rows.size() + "}");
        }

        @Override
        public void abort() {
            rows.clear();
        }
    }
}
