// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A table in a directory, whose log store follows a script; and what independent readers say of it. */
final class LocalTable {
    static final TableName NAME = new TableName("bronze/orders");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path warehouse;
    private final int checkpointIntervalCommits;
    final MovableClock clock = new MovableClock();
    private final Map<LogLibrary, DeltaTableLogs> libraries = new ConcurrentHashMap<>();
    final FaultyLogStore.Script script = new FaultyLogStore.Script();

    LocalTable(Path warehouse, int checkpointIntervalCommits) {
        this.warehouse = warehouse;
        this.checkpointIntervalCommits = checkpointIntervalCommits;
    }

    TableLog open(LogLibrary library) {
        return libraries
                .computeIfAbsent(library, one -> new DeltaTableLogs(settings(one), "0-test", clock))
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

    /** Makes all of the log look as if it had been written so long ago. */
    void ageLog(Duration age) throws IOException {
        FileTime time = FileTime.from(Instant.now().minus(age));
        try (Stream<Path> files = Files.list(log())) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
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
        return readers().filesByKernel();
    }

    Map<String, String> deletionVectorsByKernel() throws IOException {
        return readers().deletionVectorsByKernel();
    }

    List<DataFile> filesByStandalone() throws IOException {
        return readers().filesByStandalone();
    }

    private TableReaders readers() {
        return new TableReaders(configuration(), root().toUri().toString());
    }
}
