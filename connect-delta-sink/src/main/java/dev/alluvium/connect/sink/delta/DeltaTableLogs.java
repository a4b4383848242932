// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.CheckpointSchedule;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TableLogs;
import io.delta.kernel.engine.Engine;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The Delta logs below a warehouse, by the library that the settings name. Safe for use by several threads. */
public final class DeltaTableLogs implements TableLogs {
    private final StorageSettings settings;
    private final InstantSource clock;
    private final HadoopStorage storage;
    private final Engine engine;
    private final String engineInfo;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param version of this sink: goes into the {@code engineInfo} of each commit */
    public DeltaTableLogs(StorageSettings settings, String version) {
        this(settings, version, InstantSource.system());
    }

    /** @param clock tells how old is what is known of a log */
    DeltaTableLogs(StorageSettings settings, String version, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.storage = new HadoopStorage(settings);
        this.engine = new WholeFileEngine(storage.configuration());
        this.engineInfo = "Alluvium/" + version;
    }

    @Override
    public TableLog open(TableName table) {
        Configuration configuration = storage.configuration();
        Path root = storage.root(table);
        LogDirectory directory = new LogDirectory(root, configuration);
        TablePlace place = new TablePlace(new Path(settings.warehouse()), root, configuration);
        CheckpointSchedule checkpoints = new CheckpointSchedule(settings.checkpointIntervalCommits());
        TableWatch watch = new TableWatch(root.toString(), directory, settings.restored(), told);
        return switch (settings.library()) {
            case KERNEL ->
                new KernelTableLog(engine, place, settings.design(), directory, engineInfo, checkpoints, watch, clock);
            case STANDALONE ->
                new StandaloneTableLog(
                        new StandaloneLog(configuration, root, engineInfo),
                        place,
                        settings.design(),
                        directory,
                        checkpoints,
                        watch);
        };
    }
}
