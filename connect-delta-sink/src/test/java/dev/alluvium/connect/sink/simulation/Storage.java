// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.core.Column;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import dev.alluvium.connect.sink.write.DataFiles;
import dev.alluvium.connect.sink.write.ReadBack;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TableLogs;
import dev.alluvium.connect.sink.write.TableState;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Storage as a task meets it: before each request, and before its reply is heard, others may act. */
record Storage(
        TableLogs logs,
        DataFiles files,
        Runnable others,
        BiConsumer<TableName, DataFile> finished,
        Consumer<String> trace)
        implements TableLogs, DataFiles {

    @Override
    public TableLog open(TableName table) {
        return new Log(table, logs.open(table));
    }

    @Override
    public DataFileWriter create(TableName table, TableSchema schema) throws IOException {
        return new File(table, files.create(table, schema));
    }

    @Override
    public void delete(TableName table, DataFile file) {
        others.run();
        trace.accept(table + ": delete " + file.path());
        files.delete(table, file);
    }

    private final class Log implements TableLog {
        private final TableName table;
        private final TableLog log;

        Log(TableName table, TableLog log) {
            this.table = table;
            this.log = log;
        }

        @Override
        public TableState load(Set<String> appIds) throws IOException, UnsupportedTableException {
            others.run();
            TableState state = log.load(appIds);
            others.run();
            return state;
        }

        @Override
        public CommitResult commit(Commit commit) {
            others.run();
            CommitResult result = log.commit(commit);
            trace.accept(table + ": commit " + commit.txns() + " of "
                    + commit.files().stream().map(DataFile::path).toList() + ": " + result);
            others.run();
            return result;
        }

        @Override
        public ReadBack readBack(UUID commitId, long fromVersion) throws IOException {
            others.run();
            ReadBack seen = log.readBack(commitId, fromVersion);
            trace.accept(table + ": read back from version " + fromVersion + ": " + seen);
            others.run();
            return seen;
        }

        @Override
        public CommitResult evolve(TableState from, TableSchema to) {
            others.run();
            CommitResult result = log.evolve(from, to);
            trace.accept(table + ": change of schema at version " + from.version() + ": " + result);
            others.run();
            return result;
        }

        @Override
        public OptionalLong lastUpdatedMs(String appId) {
            return log.lastUpdatedMs(appId);
        }

        @Override
        public OptionalLong checkpoint() throws IOException, UnsupportedTableException {
            return log.checkpoint();
        }

        @Override
        public String toString() {
            return table.toString();
        }
    }

    private static Set<String> names(TableSchema schema) {
        return schema.columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    private final class File implements DataFileWriter {
        private final TableName table;
        private final DataFileWriter writer;

        File(TableName table, DataFileWriter writer) {
            this.table = table;
            this.writer = writer;
        }

        @Override
        public TableSchema schema() {
            return writer.schema();
        }

        @Override
        public void append(Row row) throws IOException {
            if (!names(writer.schema()).containsAll(names(row.shape().schema()))) {
                throw new AssertionError(
                        "rule 8: a row of table " + table + " was encoded without columns that it has");
            }
            writer.append(row);
        }

        @Override
        public long rows() {
            return writer.rows();
        }

        @Override
        public long bufferedBytes() {
            return writer.bufferedBytes();
        }

        @Override
        public long estimatedBytes() {
            return writer.estimatedBytes();
        }

        @Override
        public DataFile finish() throws IOException {
            others.run();
            DataFile file = writer.finish();
            finished.accept(table, file);
            others.run();
            return file;
        }

        @Override
        public void abort() {
            writer.abort();
        }
    }
}
