// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file whose rows are all of one partition. */
record PartitionWriter(DataFileWriter file, Map<String, @Nullable String> partition) implements DataFileWriter {

    @Override
    public TableSchema schema() {
        return file.schema();
    }

    @Override
    public void append(Row row) throws IOException {
        file.append(row);
    }

    @Override
    public long rows() {
        return file.rows();
    }

    @Override
    public long bufferedBytes() {
        return file.bufferedBytes();
    }

    @Override
    public long estimatedBytes() {
        return file.estimatedBytes();
    }

    @Override
    public DataFile finish() throws IOException {
        return file.finish().in(partition);
    }

    @Override
    public void abort() {
        file.abort();
    }
}
