// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.delta.DeltaProbe;
import dev.alluvium.connect.sink.delta.DeltaTableLogs;
import dev.alluvium.connect.sink.delta.HadoopStorage;
import dev.alluvium.connect.sink.delta.ParquetDataFiles;
import dev.alluvium.connect.sink.delta.StorageSettings;
import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.WarehouseProbe;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The one place where the edges meet: puts the Delta log and the Parquet files behind the ports of the pipeline. */
final class SinkWiring {
    /** Never goes back; where it starts does not matter. */
    static final LongSupplier CLOCK = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

    private SinkWiring() {}

    /** Makes the pipeline of a task. To be called on the task's thread, which carries the plugin's class loader. */
    static Pipeline pipeline(DeltaSinkConfig config) {
        StorageSettings storage = storage(config);
        HadoopStorage hadoop = new HadoopStorage(storage);
        return new Pipeline(
                config.settings(),
                new DeltaTableLogs(storage, SinkVersion.version()),
                new ParquetDataFiles(hadoop.configuration(), storage.warehouse()),
                new PluginThreads(config.connectorName() + "-" + config.taskId()),
                CLOCK,
                new SplittableRandom());
    }

    /** Makes what tries the warehouse. Does no I/O yet. */
    static WarehouseProbe probe(DeltaSinkConfig config) {
        return new DeltaProbe(storage(config), SinkVersion.version());
    }

    private static StorageSettings storage(DeltaSinkConfig config) {
        return new StorageSettings(
                config.warehouse(),
                config.logLibrary(),
                config.checkpointIntervalCommits(),
                config.hadoop(),
                config.tableDesign());
    }
}
