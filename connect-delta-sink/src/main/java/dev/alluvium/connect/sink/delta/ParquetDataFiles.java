// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.DataFileWriter;
import dev.alluvium.connect.sink.write.DataFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data files in Parquet, on whatever storage Hadoop knows. */
public final class ParquetDataFiles implements DataFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ParquetDataFiles.class);
    /** Tables written last, of which it is remembered what encodes them well. Forgetting costs one slower file. */
    private static final int MAX_REMEMBERED_TABLES = 1_000;

    private final Configuration hadoop;
    private final Path warehouse;
    private final Map<TableName, ColumnEncodings> encodings = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TableName, ColumnEncodings> eldest) {
            return size() > MAX_REMEMBERED_TABLES;
        }
    };

    /**
     * @param hadoop reaches the warehouse
     * @param warehouse URI of the directory that holds all tables, with its scheme
     */
    public ParquetDataFiles(Configuration hadoop, String warehouse) {
        this.hadoop = hadoop;
        this.warehouse = new Path(warehouse);
    }

    @Override
    public DataFileWriter create(TableName table, TableSchema schema) throws IOException {
        String name = "part-00000-" + UUID.randomUUID() + ".c000.zstd.parquet";
        Path path = path(table, name);
        StorageFile file = new StorageFile(path.getFileSystem(hadoop), path);
        try {
            return new ParquetDataFileWriter(schema, file, warehouse, hadoop, encodingsOf(table));
        } catch (IOException | RuntimeException e) {
            dropAfter(e, file);
            throw e;
        }
    }

    @Override
    public void delete(TableName table, DataFile file) {
        Path path = path(table, file.path());
        try {
            path.getFileSystem(hadoop).delete(path, false);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is not part of its table and could not be deleted; it costs storage only", path, e);
        }
    }

    private static void dropAfter(Exception trouble, StorageFile file) {
        try {
            file.drop();
        } catch (IOException | RuntimeException e) {
            trouble.addSuppressed(e);
        }
    }

    private Path path(TableName table, String name) {
        return new Path(new Path(warehouse, table.path()), name);
    }

    private ColumnEncodings encodingsOf(TableName table) {
        synchronized (encodings) {
            return encodings.computeIfAbsent(table, name -> new ColumnEncodings());
        }
    }
}
