// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.BundleVersion;
import dev.alluvium.connect.quality.GateResults;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.delta.DeltaProbe;
import dev.alluvium.connect.sink.delta.DeltaTableLogs;
import dev.alluvium.connect.sink.delta.HadoopStorage;
import dev.alluvium.connect.sink.delta.ParquetDataFiles;
import dev.alluvium.connect.sink.delta.RestoredTables;
import dev.alluvium.connect.sink.delta.StorageSettings;
import dev.alluvium.connect.sink.delta.WarehouseRegister;
import dev.alluvium.connect.sink.delta.WarehouseTables;
import dev.alluvium.connect.sink.write.CommitGroups;
import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.Register;
import dev.alluvium.connect.sink.write.RepeatedRegister;
import dev.alluvium.connect.sink.write.TableAppend;
import dev.alluvium.connect.sink.write.TableLogs;
import dev.alluvium.connect.sink.write.WarehouseProbe;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The one place where the edges meet: puts the Delta log and the Parquet files behind the ports of the pipeline. */
final class SinkWiring implements Wiring {
    /** Never goes back; where it starts does not matter. */
    static final LongSupplier CLOCK = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

    /** Of all connectors in this worker: the plugin's class loader loads this class once. */
    private static final WorkerGroups GROUPS = new WorkerGroups();

    private static final QualityReports REPORTS = new QualityReports();

    private record GroupKey(String connector, StorageSettings storage, SinkSettings settings) {}

    @Override
    public Pipeline pipeline(DeltaSinkConfig config) {
        StorageSettings storage = storage(config);
        HadoopStorage hadoop = new HadoopStorage(storage);
        TableLogs logs = new DeltaTableLogs(storage, BundleVersion.version());
        SinkSettings settings = config.settings();
        return new Pipeline(
                settings,
                GROUPS.of(
                        new GroupKey(config.connectorName(), storage, settings),
                        () -> new CommitGroups(logs, settings, new SplittableRandom().nextLong())),
                logs,
                new ParquetDataFiles(hadoop.configuration(), storage.warehouse()),
                new PluginThreads(config.connectorName() + "-" + config.taskId()),
                CLOCK,
                new SplittableRandom());
    }

    @Override
    public Register register(DeltaSinkConfig config) {
        StorageSettings storage = storage(config);
        return new RepeatedRegister(new WarehouseRegister(new HadoopStorage(storage), storage));
    }

    @Override
    public SettingsWatch.TxnReader txns(DeltaSinkConfig config) {
        StorageSettings storage = storage(config, RestoredTables.IGNORE);
        return new WarehouseTxns(
                new WarehouseTables(new HadoopStorage(storage), storage),
                new DeltaTableLogs(storage, BundleVersion.version()));
    }

    @Override
    public AutoCloseable qualityReport(DeltaSinkConfig config) {
        if (config.qualityIntervalMs() == 0) {
            return () -> {};
        }
        StorageSettings storage = new StorageSettings(
                config.warehouse(), config.logLibrary(), config.checkpointIntervalCommits(), config.hadoop());
        TableName table = config.qualityTable();
        return REPORTS.join(
                List.of(config.connectorName(), storage, table),
                config.connectorName(),
                config.qualityIntervalMs(),
                () -> new QualityReport(
                        table,
                        append(config, storage, table, QualityReport.SOURCE, QualityReport.PURPOSE),
                        () -> GateResults.ofThisWorker().take(config.connectorName()),
                        Clock.systemUTC()));
    }

    @Override
    public Optional<KafkaLogs> kafka(DeltaSinkConfig config) {
        return config.kafkaLogs();
    }

    /** Makes what tries the warehouse. Does no I/O yet. */
    static WarehouseProbe probe(DeltaSinkConfig config) {
        return new DeltaProbe(storage(config, RestoredTables.IGNORE), BundleVersion.version());
    }

    /**
     * What puts rows into a table behind the connector's back, restored or not.
     *
     * @param purpose what its txn is named by
     */
    static TableAppend append(DeltaSinkConfig config, TableName table, SourcePartition source, String purpose) {
        return append(config, storage(config, RestoredTables.IGNORE), table, source, purpose);
    }

    private static TableAppend append(
            DeltaSinkConfig config, StorageSettings storage, TableName table, SourcePartition source, String purpose) {
        HadoopStorage hadoop = new HadoopStorage(storage);
        SinkSettings settings = config.settings();
        return new TableAppend(
                table,
                new DeltaTableLogs(storage, BundleVersion.version()).open(table),
                new ParquetDataFiles(hadoop.configuration(), storage.warehouse()),
                settings.txn(),
                source,
                purpose,
                settings.retryTimeoutMs(),
                CLOCK);
    }

    static RecordReader reader(DeltaSinkConfig config) {
        return new RecordReader(
                config.layout() == TableLayout.RAW
                        ? new RawShapes(config.partitioning())
                        : new RecordShapes(
                                config.unavailableValuePlaceholder(), config.evolution(), config.partitioning()));
    }

    private static StorageSettings storage(DeltaSinkConfig config) {
        return storage(config, config.goesOnRestored() ? RestoredTables.WARN : RestoredTables.STOP);
    }

    private static StorageSettings storage(DeltaSinkConfig config, RestoredTables restored) {
        return new StorageSettings(
                config.warehouse(),
                config.logLibrary(),
                config.checkpointIntervalCommits(),
                config.hadoop(),
                config.tableDesign(),
                restored);
    }
}
