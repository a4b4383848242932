// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/** A table in a directory, whose log store follows a script; and what independent readers say of it. */
final class LocalTable {
    static final TableName NAME = new TableName("bronze/orders");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path warehouse;
    private final int checkpointIntervalCommits;
    private final Map<LogLibrary, DeltaTableLogs> libraries = new ConcurrentHashMap<>();
    final FaultyLogStore.Script script = new FaultyLogStore.Script();

    LocalTable(Path warehouse, int checkpointIntervalCommits) {
        this.warehouse = warehouse;
        this.checkpointIntervalCommits = checkpointIntervalCommits;
    }

    TableLog open(LogLibrary library) {
        return libraries
                .computeIfAbsent(library, one -> new DeltaTableLogs(settings(one), "0-test"))
                .open(NAME);
    }

    private StorageSettings settings(LogLibrary library) {
        return new StorageSettings(
                warehouse.toUri().toString().replaceAll("/$", ""),
                library,
                checkpointIntervalCommits,
                Map.of(
                        "fs.file.impl",
                        CountingFileSystem.class.getName(),
                        "io.delta.kernel.logStore.file.impl",
                        FaultyLogStore.class.getName(),
                        "delta.logStore.file.impl",
                        FaultyLogStore.class.getName(),
                        FaultyLogStore.SCRIPT_KEY,
                        script.key()));
    }

    Configuration configuration() {
        return new HadoopStorage(settings(LogLibrary.KERNEL)).configuration();
    }

    Path root() {
        return warehouse.resolve(NAME.path());
    }

    Path log() {
        return root().resolve("_delta_log");
    }

    Path versionFile(long version) {
        return log().resolve(String.format(Locale.ROOT, "%020d.json", version));
    }

    boolean hasCheckpoint(long version) {
        return Files.exists(log().resolve(String.format(Locale.ROOT, "%020d.checkpoint.parquet", version)));
    }

    void dropVersionsBefore(long version) throws IOException {
        for (long old = 0; old < version; old++) {
            Files.delete(versionFile(old));
        }
    }

    /** The actions of one kind in one version, in their order. */
    List<JsonNode> actions(long version, String kind) throws IOException {
        List<JsonNode> actions = new ArrayList<>();
        for (String line : Files.readAllLines(versionFile(version))) {
            JsonNode action = JSON.readTree(line).path(kind);
            if (!action.isMissingNode()) {
                actions.add(action);
            }
        }
        return actions;
    }

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
        Engine engine = DefaultEngine.create(configuration());
        ScanImpl scan = (ScanImpl) TableManager.loadSnapshot(root().toUri().toString())
                .build(engine)
                .getScanBuilder()
                .build();
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
        DeltaLog log = DeltaLog.forTable(configuration(), root().toUri().toString());
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
