// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsEmulator;
import dev.alluvium.connect.sink.gcs.GcsProxy;
import dev.alluvium.connect.sink.write.TableLog;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A table in a bucket of its own, behind a proxy. */
final class GcsTable implements AutoCloseable {
    static final TableName NAME = new TableName("bronze/orders");

    final GcsProxy proxy;
    private final String warehouse;
    private final int checkpointIntervalCommits;
    final MovableClock clock = new MovableClock();
    private final int retries;
    private final Configuration configuration;
    private final Map<LogLibrary, DeltaTableLogs> libraries = new ConcurrentHashMap<>();

    /** What goes wrong is to be seen at once. */
    GcsTable(GcsEmulator emulator, int checkpointIntervalCommits) throws IOException, InterruptedException {
        this(emulator, checkpointIntervalCommits, 0);
    }

    /** @param retries of a request that may be repeated */
    GcsTable(GcsEmulator emulator, int checkpointIntervalCommits, int retries)
            throws IOException, InterruptedException {
        this.retries = retries;
        this.proxy = new GcsProxy(emulator.uri());
        this.warehouse = "gs://" + emulator.newBucket() + "/lake";
        this.checkpointIntervalCommits = checkpointIntervalCommits;
        this.configuration = new HadoopStorage(settings(LogLibrary.KERNEL)).configuration();
    }

    TableLog open(LogLibrary library) {
        return libraries
                .computeIfAbsent(library, one -> new DeltaTableLogs(settings(one), "0-test", clock))
                .open(NAME);
    }

    StorageSettings settings(LogLibrary library) {
        Map<String, String> hadoop = new HashMap<>(GcsEmulator.hadoop(proxy.uri()));
        hadoop.put("fs.gs.http.max.retry", String.valueOf(retries));
        return new StorageSettings(warehouse, library, checkpointIntervalCommits, hadoop);
    }

    Configuration configuration() {
        return configuration;
    }

    FileSystem files() throws IOException {
        return root().getFileSystem(configuration());
    }

    Path root() {
        return new Path(warehouse, NAME.path());
    }

    Path log() {
        return new Path(root(), "_delta_log");
    }

    Path versionFile(long version) {
        return new Path(log(), String.format(Locale.ROOT, "%020d.json", version));
    }

    void writeVersion(long version, String line) throws IOException {
        new GcsLogStore(configuration())
                .write(versionFile(version), List.of(line).iterator(), false, configuration());
    }

    TableReaders readers() {
        return new TableReaders(configuration(), root().toString());
    }

    static Predicate<GcsCall> writesAVersion() {
        return call -> call.kind() == GcsCall.Kind.INSERT && call.object().endsWith(".json");
    }

    @Override
    public void close() {
        proxy.close();
    }
}
