// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.DefaultParquetHandler;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.ExpressionHandler;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.engine.FileSystemClient;
import io.delta.kernel.engine.JsonHandler;
import io.delta.kernel.engine.ParquetHandler;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Kernel's default engine, but for checkpoints. Kernel closes a checkpoint's file after whatever happened, and closing
 * publishes it: if the log could not be read to its end, every reader took what the checkpoint lacks for removed.
 */
final class WholeFileEngine implements Engine, ParquetHandler {
    private final Engine kernels;
    private final Configuration configuration;

    WholeFileEngine(Configuration configuration) {
        this.kernels = DefaultEngine.create(configuration);
        this.configuration = configuration;
    }

    @Override
    public void writeParquetFileAtomically(String path, CloseableIterator<FilteredColumnarBatch> data)
            throws IOException {
        WholeFile file = new WholeFile(configuration, path);
        try {
            new DefaultParquetHandler(file).writeParquetFileAtomically(path, data);
            file.publish();
        } finally {
            file.dropUnlessPublished();
        }
    }

    @Override
    public CloseableIterator<FileReadResult> readParquetFiles(
            CloseableIterator<FileStatus> files, StructType schema, Optional<Predicate> predicate) throws IOException {
        return kernels.getParquetHandler().readParquetFiles(files, schema, predicate);
    }

    @Override
    public CloseableIterator<DataFileStatus> writeParquetFiles(
            String directory, CloseableIterator<FilteredColumnarBatch> data, List<Column> statistics)
            throws IOException {
        return kernels.getParquetHandler().writeParquetFiles(directory, data, statistics);
    }

    @Override
    public ParquetHandler getParquetHandler() {
        return this;
    }

    @Override
    public ExpressionHandler getExpressionHandler() {
        return kernels.getExpressionHandler();
    }

    @Override
    public JsonHandler getJsonHandler() {
        return kernels.getJsonHandler();
    }

    @Override
    public FileSystemClient getFileSystemClient() {
        return kernels.getFileSystemClient();
    }
}
