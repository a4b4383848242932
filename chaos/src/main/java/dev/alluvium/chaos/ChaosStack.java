// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.chaos.storage.FaultDirectory;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.proof.KafkaOffsets;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.stack.StackFiles;
import dev.alluvium.quickstart.stack.WorkDirectory;
import dev.alluvium.quickstart.stack.WorkerSettings;
import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import dev.alluvium.quickstart.workload.ShopWorkload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** PostgreSQL, Kafka, three Connect workers with the published connectors, storage that can fail, and who writes to it all. */
final class ChaosStack implements AutoCloseable {
    /** The environment variable that names fake-gcs-server. */
    static final String GCS_EMULATOR = "ALLUVIUM_GCS_EMULATOR";

    private static final String GROUP = "chaos";

    /** Short sessions, so that a freeze of some seconds outlasts them: the least that a broker takes. */
    private static final Map<String, String> SESSIONS = Map.of(
            "session.timeout.ms", "6000",
            "heartbeat.interval.ms", "1500",
            "consumer.session.timeout.ms", "6000",
            "consumer.heartbeat.interval.ms", "1500");

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final WorkDirectory directory;
    private final ChaosStorage storage;
    private final Broker broker;
    private final ShopDatabase database;
    private final Warehouse warehouse;
    private final Workers workers;
    private final Connectors connectors;
    private final ShopWorkload shop;
    private final LogProducer logs;
    private final KafkaOffsets offsets;

    private ChaosStack(ChaosCase one) throws IOException {
        directory = opened(WorkDirectory.create("alluvium-chaos"));
        Ports ports = Ports.free(Ports.COUNT + Workers.COUNT);
        storage = opened(storage(one.storage(), ports.connect(Workers.COUNT)));
        broker = opened(Broker.start(directory.path().resolve("kafka"), ports));
        warehouse = Warehouse.open(storage.tables().toUri());
        connectors = new Connectors(property("alluvium.configs"), storage.settings(), broker.bootstrapServers());
        workers = opened(workers(ports));
        database = opened(
                ShopDatabase.start(ShopSource.POSTGRES, StackFiles.locate(), directory.path(), ports.database()));
        database.create();
        shop = opened(ShopWorkload.seed(database, one.seed()));
        LogProducer.createTopic(broker.running());
        logs = opened(new LogProducer(broker.running(), one.seed()));
        offsets = opened(new KafkaOffsets(broker.bootstrapServers()));
    }

    /** Starts everything but the workers. */
    static ChaosStack prepare(ChaosCase one) {
        try {
            return new ChaosStack(one);
        } catch (IOException e) {
            throw new StackException("could not prepare a run", e);
        }
    }

    private ChaosStorage storage(StorageKind kind, int port) throws IOException {
        Path files = directory.path().resolve("faults");
        FaultDirectory faults = new FaultDirectory(files);
        faults.create();
        return switch (kind) {
            case FILE -> new FileStorage(faults, files, directory.path().resolve("bronze"));
            case GCS -> HttpStorage.start(emulator(), faults, directory.path().resolve("gcs"), port);
        };
    }

    FaultDirectory faults() {
        return storage.faults();
    }

    Broker broker() {
        return broker;
    }

    ShopDatabase database() {
        return database;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Workers workers() {
        return workers;
    }

    Connectors connectors() {
        return connectors;
    }

    ShopWorkload shop() {
        return shop;
    }

    LogProducer logs() {
        return logs;
    }

    KafkaOffsets offsets() {
        return offsets;
    }

    /** How many tasks of sinks a worker has, as the others see it; 0 if they cannot tell. */
    int tasksOf(ConnectWorker worker) {
        String address = worker.rest().url().replace("http://", "");
        try {
            return (int) Connectors.SINKS.stream()
                    .flatMap(sink -> workers.rest().status(sink).tasks().stream())
                    .filter(task -> task.worker().equals(address))
                    .count();
        } catch (ConnectRestException | StackException busy) {
            return 0;
        }
    }

    @Override
    public void close() {
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (Exception e) {
                throw new StackException("could not stop everything", e);
            }
        }
    }

    static Path property(String name) {
        String value = System.getProperty(name, "");
        if (value.isEmpty()) {
            throw new StackException("the system property " + name + " is not set: let Maven run this");
        }
        return Path.of(value);
    }

    private static Path emulator() {
        String program = System.getenv().getOrDefault(GCS_EMULATOR, "");
        if (program.isEmpty()) {
            throw new StackException(GCS_EMULATOR + " does not name a fake-gcs-server, as .ci/gcs prints it");
        }
        return Path.of(program);
    }

    private Workers workers(Ports ports) {
        StackFiles files = StackFiles.locate();
        Path plugins = PluginCopy.of(
                files.plugins(),
                property("alluvium.chaos.storage"),
                directory.path().resolve("plugins"));
        List<ConnectWorker> all = new ArrayList<>();
        for (int i = 0; i < Workers.COUNT; i++) {
            all.add(new ConnectWorker(settings(ports, files, plugins, i)));
        }
        return new Workers(all);
    }

    private WorkerSettings settings(Ports ports, StackFiles files, Path plugins, int worker) {
        WorkerSettings settings = WorkerSettings.of(
                        files,
                        GROUP,
                        broker.bootstrapServers(),
                        ports.connect(worker),
                        directory.path().resolve("worker-" + (worker + 1)))
                .withOverride("plugin.path", plugins.toString())
                .withEnvironment("ALLUVIUM_WAREHOUSE", storage.warehouse())
                .withJvmOptions(List.of("-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        for (Map.Entry<String, String> session : SESSIONS.entrySet()) {
            settings = settings.withOverride(session.getKey(), session.getValue());
        }
        for (Map.Entry<String, String> variable : ShopSource.POSTGRES
                .environment(ports.database(), broker.bootstrapServers())
                .entrySet()) {
            settings = settings.withEnvironment(variable.getKey(), variable.getValue());
        }
        return settings;
    }

    private <T extends AutoCloseable> T opened(T part) {
        toClose.push(part);
        return part;
    }
}
