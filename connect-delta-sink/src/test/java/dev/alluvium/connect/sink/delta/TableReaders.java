// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.sink.write.DataFile;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.standalone.DeltaLog;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** What independent readers say of the table at {@code root}. */
record TableReaders(Configuration configuration, String root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    List<DataFile> filesByKernel() throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (AddFile add : addsByKernel()) {
            files.add(file(
                    add.getPath(),
                    add.getSize(),
                    add.getModificationTime(),
                    add.getStatsJson().orElseThrow()));
        }
        return files;
    }

    /** Where the deletion vectors of files lie, by the path of the file. */
    Map<String, String> deletionVectorsByKernel() throws IOException {
        Map<String, String> vectors = new HashMap<>();
        for (AddFile add : addsByKernel()) {
            add.getDeletionVector().ifPresent(vector -> vectors.put(add.getPath(), vector.getPathOrInlineDv()));
        }
        return vectors;
    }

    private List<AddFile> addsByKernel() throws IOException {
        Engine engine = DefaultEngine.create(configuration);
        ScanImpl scan = (ScanImpl)
                TableManager.loadSnapshot(root).build(engine).getScanBuilder().build();
        List<AddFile> adds = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        adds.add(new AddFile(rows.next().getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL)));
                    }
                }
            }
        }
        return adds;
    }

    List<DataFile> filesByStandalone() throws IOException {
        List<DataFile> files = new ArrayList<>();
        DeltaLog log = DeltaLog.forTable(configuration, root);
        for (io.delta.standalone.actions.AddFile add : log.snapshot().getAllFiles()) {
            files.add(file(add.getPath(), add.getSize(), add.getModificationTime(), add.getStats()));
        }
        return files;
    }

    private static DataFile file(String path, long sizeBytes, long modifiedAtMs, String statistics) throws IOException {
        long rows = JSON.readTree(statistics).path("numRecords").asLong();
        return new DataFile(URI.create(path).getPath(), sizeBytes, modifiedAtMs, rows, statistics);
    }
}
