// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.delta.DeltaProbe;
import dev.alluvium.connect.sink.delta.DeltaTableLogs;
import dev.alluvium.connect.sink.delta.HadoopStorage;
import dev.alluvium.connect.sink.delta.ParquetDataFiles;
import dev.alluvium.connect.sink.delta.StorageSettings;
import dev.alluvium.connect.sink.delta.WarehouseRegister;
import dev.alluvium.connect.sink.delta.WarehouseTables;
import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.Register;
import dev.alluvium.connect.sink.write.WarehouseProbe;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The one place where the edges meet: puts the Delta log and the Parquet files behind the ports of the pipeline. */
final class SinkWiring implements Wiring {
    /** Never goes back; where it starts does not matter. */
    static final LongSupplier CLOCK = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

    @Override
    public Pipeline pipeline(DeltaSinkConfig config) {
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

    @Override
    public Register register(DeltaSinkConfig config) {
        StorageSettings storage = storage(config);
        return new WarehouseRegister(new HadoopStorage(storage), storage);
    }

    @Override
    public SettingsWatch.TxnReader txns(DeltaSinkConfig config) {
        StorageSettings storage = storage(config);
        return new WarehouseTxns(
                new WarehouseTables(new HadoopStorage(storage), storage),
                new DeltaTableLogs(storage, SinkVersion.version()));
    }

    @Override
    public Optional<KafkaLogs> kafka(DeltaSinkConfig config) {
        return config.kafkaLogs();
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
