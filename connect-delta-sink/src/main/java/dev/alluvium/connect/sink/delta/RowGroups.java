// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** Gathers rows in memory and writes a row group to the file whenever enough of them came together. */
final class RowGroups {
    /** What a row group may hold before it is written: compressed pages, and the open page of each column. */
    static final long MAX_BUFFERED_BYTES = 32L << 20;

    /** Seldom enough to cost nothing. A power of two. */
    private static final int ROWS_BETWEEN_CHECKS = 64;

    /** Rows of many megabytes must not wait for sixty others. */
    private static final long BYTES_BETWEEN_CHECKS = 2L << 20;
    /** What Parquet holds for each open file and each of its columns before the first page, and does not count: measured. */
    private static final long FILE_BYTES = 64L << 10;

    private static final long COLUMN_BYTES = 20L << 10;

    private final ParquetFileWriter file;
    private final MessageType schema;
    private final ParquetProperties properties;
    private final BytesInputCompressor compressor;
    private final ColumnFeed feed;
    private final PageWriter[] pageWriters;

    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private long rows;
    private long uncheckedBytes;

    RowGroups(
            ParquetFileWriter file,
            MessageType schema,
            ParquetProperties properties,
            BytesInputCompressor compressor,
            ColumnFeed feed) {
        this.file = file;
        this.schema = schema;
        this.properties = properties;
        this.compressor = compressor;
        this.feed = feed;
        this.pageWriters = new PageWriter[schema.getColumns().size()];
        this.pages = newPages();
        this.columns = begin();
    }

    /**
     * To be called after each row that went into the feed.
     *
     * @param sizeBytes what the row is estimated to hold
     */
    void endRow(long sizeBytes) throws IOException {
        columns.endRecord();
        uncheckedBytes += sizeBytes;
        if ((++rows & (ROWS_BETWEEN_CHECKS - 1)) == 0 || uncheckedBytes > BYTES_BETWEEN_CHECKS) {
            uncheckedBytes = 0;
            if (columns.getBufferedSize() > MAX_BUFFERED_BYTES) {
                flush();
                pages = newPages();
                columns = begin();
            }
        }
    }

    /** Writes what has been gathered. Afterwards nothing may be added. */
    void flush() throws IOException {
        if (rows > 0) {
            file.startBlock(rows);
            columns.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
            rows = 0;
        }
        columns.close();
        pages.close();
    }

    /** The memory that the open row group holds. */
    long bufferedBytes() {
        return FILE_BYTES + pageWriters.length * COLUMN_BYTES + columns.getAllocatedSize();
    }

    /** The part of the open row group that is encoded and compressed. */
    long compressedBytes() {
        long bytes = 0;
        for (PageWriter pageWriter : pageWriters) {
            bytes += pageWriter.getMemSize();
        }
        return bytes;
    }

    /** The part of the open row group that is not compressed yet, as plain values. */
    long openPageBytes() {
        return Math.max(0, columns.getBufferedSize() - compressedBytes());
    }

    private ColumnChunkPageWriteStore newPages() {
        return new ColumnChunkPageWriteStore(
                compressor,
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
    }

    private ColumnWriteStore begin() {
        ColumnWriteStore store = properties.newColumnWriteStore(schema, pages, pages);
        List<ColumnDescriptor> leaves = schema.getColumns();
        ColumnWriter[] writers = new ColumnWriter[leaves.size()];
        for (int leaf = 0; leaf < writers.length; leaf++) {
            writers[leaf] = store.getColumnWriter(leaves.get(leaf));
            pageWriters[leaf] = pages.getPageWriter(leaves.get(leaf));
        }
        feed.into(writers);
        return store;
    }
}
