// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;

/** The limit: parquet-java on the same rows, in one thread, without a table. */
final class BareParquet implements Contender {
    private final String name;
    private final Schema schema;
    private final Path directory;
    private final int rowsPerFile;
    private final boolean tuned;
    private final Configuration hadoop = new Configuration(false);
    private Set<String> withoutDictionary = Set.of();
    private int files;
    private long writtenBytes;

    /** @param tuned whether columns whose dictionary Parquet gave up go without one from the second file on, as in the sink */
    BareParquet(String name, Schema schema, java.nio.file.Path directory, int rowsPerFile, boolean tuned) {
        this.name = name;
        this.schema = schema;
        this.directory = new Path(directory.toUri());
        this.rowsPerFile = rowsPerFile;
        this.tuned = tuned;
        hadoop.set("fs.file.impl", RawLocalFileSystem.class.getName());
    }

    /** Goes without a dictionary in exactly these columns. */
    void withoutDictionary(Set<String> columns) {
        withoutDictionary = new HashSet<>(columns);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(List<SinkRecord> records) throws IOException {
        for (int from = 0; from < records.size(); from += rowsPerFile) {
            Path path = new Path(directory, name.replaceAll("\\W+", "-") + "-" + files++ + ".parquet");
            try (ParquetWriter<SinkRecord> writer = open(path)) {
                for (SinkRecord record : records.subList(from, Math.min(records.size(), from + rowsPerFile))) {
                    writer.write(record);
                }
            }
            writtenBytes += path.getFileSystem(hadoop).getFileStatus(path).getLen();
        }
    }

    private ParquetWriter<SinkRecord> open(Path path) throws IOException {
        Builder builder = new Builder(HadoopOutputFile.fromPath(path, hadoop), schema)
                .withConf(hadoop)
                .withWriteMode(ParquetFileWriter.Mode.CREATE)
                .withCompressionCodec(CompressionCodecName.ZSTD);
        if (tuned) {
            withoutDictionary.forEach(column -> builder.withDictionaryEncoding(column, false));
        }
        return builder.build();
    }

    @Override
    public long writtenBytes() {
        return writtenBytes;
    }

    @Override
    public void stop() {}

    private static final class Builder extends ParquetWriter.Builder<SinkRecord, Builder> {
        private final Schema schema;

        Builder(OutputFile file, Schema schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<SinkRecord> getWriteSupport(Configuration configuration) {
            return new StructWriteSupport(schema);
        }
    }
}
