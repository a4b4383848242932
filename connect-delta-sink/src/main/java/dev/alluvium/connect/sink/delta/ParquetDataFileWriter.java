// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowEmitter;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Parquet file: zstd, default pages, a dictionary where the table's last files gained by one. */
final class ParquetDataFileWriter implements DataFileWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ParquetDataFileWriter.class);
    /** The compressor's first buffer: it grows to the largest page, which in most tables is far below the bound. */
    private static final int COMPRESSED_PAGE_BYTES = 64 << 10;
    /** Pages are measured from this row on; Parquet's 100 would let values of a megabyte fill a page of 100 MB. */
    private static final int ROWS_BEFORE_PAGE_CHECK = 16;

    private final TableSchema schema;
    private final StorageFile storage;
    private final Path warehouse;
    private final ColumnEncodings encodings;
    private final Set<String> withoutDictionary;
    private final CodecFactory codecs;
    private final ParquetFileWriter file;
    private final ColumnFeed feed;
    private final RowGroups rowGroups;
    private final IdentityHashMap<RowShape, RowEmitter> emitters = new IdentityHashMap<>();

    private @Nullable RowShape lastShape;
    private RowEmitter lastEmitter = (row, out) -> {};
    private long rows;
    private boolean usable = true;

    ParquetDataFileWriter(
            TableSchema schema, StorageFile storage, Path warehouse, Configuration hadoop, ColumnEncodings encodings)
            throws IOException {
        this.schema = schema;
        this.storage = storage;
        this.warehouse = warehouse;
        this.encodings = encodings;
        FileSchema fileSchema = FileSchema.of(schema);
        this.withoutDictionary = encodings.withoutDictionary();
        ParquetProperties.Builder properties =
                ParquetProperties.builder().withMinRowCountForPageSizeCheck(ROWS_BEFORE_PAGE_CHECK);
        withoutDictionary.forEach(column -> properties.withDictionaryEncoding(column, false));
        ParquetProperties built = properties.build();
        this.codecs = new CodecFactory(hadoop, COMPRESSED_PAGE_BYTES);
        this.file = new ParquetFileWriter(
                storage,
                fileSchema.message(),
                ParquetFileWriter.Mode.CREATE,
                RowGroups.MAX_BUFFERED_BYTES,
                0,
                null,
                built);
        file.start();
        this.feed = new ColumnFeed(fileSchema.root());
        this.rowGroups =
                new RowGroups(file, fileSchema.message(), built, codecs.getCompressor(CompressionCodecName.ZSTD), feed);
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public void append(Row row) throws IOException {
        requireUsable();
        // Stays so if anything throws: half a row may be in the columns.
        usable = false;
        if (row.shape() != lastShape) {
            lastEmitter = emitters.computeIfAbsent(row.shape(), shape -> shape.emitterFor(schema));
            lastShape = row.shape();
        }
        lastEmitter.emit(row, feed);
        rowGroups.endRow(row.sizeBytes());
        rows++;
        usable = true;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long bufferedBytes() {
        return rowGroups.bufferedBytes() + storage.heldBytes();
    }

    @Override
    public long estimatedBytes() {
        return storage.position()
                + rowGroups.compressedBytes()
                + (long) (rowGroups.openPageBytes() * encodings.openPageRatio());
    }

    @Override
    public DataFile finish() throws IOException {
        requireUsable();
        usable = false;
        long openPageBytes = rowGroups.openPageBytes();
        long closedPageBytes = storage.position() + rowGroups.compressedBytes();
        rowGroups.flush();
        file.end(Map.of());
        codecs.release();
        FileStatus status = storage.persist(warehouse);
        List<BlockMetaData> footer = file.getFooter().getBlocks();
        encodings.learn(footer, withoutDictionary);
        encodings.learnRatio(openPageBytes, status.getLen() - closedPageBytes);
        return new DataFile(
                storage.path().getName(),
                status.getLen(),
                status.getModificationTime(),
                rows,
                FileStatistics.of(schema, footer, rows));
    }

    @Override
    public void abort() {
        usable = false;
        storage.abandon();
        try {
            file.abort();
            file.close();
            codecs.release();
            storage.drop();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is not part of its table and could not be removed; it costs storage only", storage.path(), e);
        }
    }

    private void requireUsable() {
        if (!usable) {
            throw new IllegalStateException(storage.path() + " was finished or has failed; it can only be aborted");
        }
    }
}
