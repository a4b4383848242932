// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.delta.ParquetDataFiles;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** The sink's files without its pipeline and its log, in one thread. */
final class WriterAlone implements Contender {
    private static final TableName TABLE = new TableName("writer-alone");
    private static final Session SESSION = new Session(new SourcePartition("topic", 0), 0);

    private final StructShape shape;
    private final ParquetDataFiles files;
    private final int rowsPerFile;
    private long writtenBytes;

    WriterAlone(Schema schema, Path warehouse, int rowsPerFile) {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.file.impl", RawLocalFileSystem.class.getName());
        this.shape = new StructShape(schema);
        this.files = new ParquetDataFiles(hadoop, "file:" + warehouse);
        this.rowsPerFile = rowsPerFile;
    }

    @Override
    public String name() {
        return "the sink's writer alone";
    }

    @Override
    public void write(List<SinkRecord> records) throws IOException {
        for (int from = 0; from < records.size(); from += rowsPerFile) {
            DataFileWriter writer = files.create(TABLE, shape.schema());
            for (SinkRecord record : records.subList(from, Math.min(records.size(), from + rowsPerFile))) {
                writer.append(new Row(TABLE, SESSION, record.kafkaOffset(), shape, record, 0));
            }
            DataFile file = writer.finish();
            writtenBytes += file.sizeBytes();
        }
    }

    @Override
    public long writtenBytes() {
        return writtenBytes;
    }

    @Override
    public void stop() {}
}
