// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.Shutdown.Layer;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.stack.KafkaBroker;
import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.stack.PostgresServer;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.stack.StackFiles;
import dev.alluvium.quickstart.stack.WorkDirectory;
import dev.alluvium.quickstart.stack.WorkerSettings;
import dev.alluvium.quickstart.terminal.Steps;
import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopWorkload;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.utils.AppInfoParser;

/** The servers of the quickstart, all running. */
record Stack(KafkaBroker broker, PostgresServer postgres, ShopWorkload shop, ConnectWorker worker) {
    private static final String GROUP = "alluvium-quickstart";
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);
    private static final long SEED = 42;

    /** Starts all of them at the same time, and registers them to be closed. */
    static Stack start(Ports ports, Path directory, Warehouse warehouse, Shutdown shutdown, Steps steps) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "start");
            thread.setDaemon(true);
            return thread;
        });
        try {
            StackFiles files = StackFiles.locate();
            CompletableFuture<KafkaBroker> broker =
                    CompletableFuture.supplyAsync(() -> broker(ports, directory, shutdown, steps), threads);
            CompletableFuture<ConnectWorker> worker = CompletableFuture.supplyAsync(
                    () -> worker(ports, directory, files, warehouse, shutdown, steps), threads);
            CompletableFuture<PostgresServer> postgres =
                    CompletableFuture.supplyAsync(() -> postgres(ports, directory, files, shutdown, steps), threads);
            CompletableFuture<ShopWorkload> shop =
                    postgres.thenApplyAsync(server -> shop(server, shutdown, steps), threads);
            firstFailureOrAll(List.of(broker, worker, shop)).join();
            return new Stack(broker.join(), postgres.join(), shop.join(), worker.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdown();
        }
    }

    ConnectRest rest() {
        return worker.rest();
    }

    /** Completes when all do, or as soon as one fails: no use to wait for the others then. */
    private static CompletableFuture<Void> firstFailureOrAll(List<CompletableFuture<?>> parts) {
        CompletableFuture<Void> all = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        for (CompletableFuture<?> part : parts) {
            part.exceptionally(failure -> {
                all.completeExceptionally(failure);
                return null;
            });
        }
        return all;
    }

    private static KafkaBroker broker(Ports ports, Path directory, Shutdown shutdown, Steps steps) {
        return steps.run(
                "Kafka",
                () -> {
                    KafkaBroker broker = shutdown.start(
                            Layer.SERVER,
                            () -> KafkaBroker.start(directory.resolve("kafka"), ports.kafka(), ports.controller()));
                    LogProducer.createTopic(broker);
                    return broker;
                },
                broker -> "Kafka " + AppInfoParser.getVersion() + " on :" + ports.kafka() + ", KRaft, one broker");
    }

    private static ConnectWorker worker(
            Ports ports, Path directory, StackFiles files, Warehouse warehouse, Shutdown shutdown, Steps steps) {
        String bootstrap = Ports.HOST + ":" + ports.kafka();
        WorkerSettings settings = WorkerSettings.of(
                        files, GROUP, bootstrap, ports.connect(0), directory.resolve("connect"))
                .withEnvironment("ALLUVIUM_WAREHOUSE", warehouse.uri().toString());
        for (Map.Entry<String, String> entry :
                ShopDatabase.environment(ports.postgres()).entrySet()) {
            settings = settings.withEnvironment(entry.getKey(), entry.getValue());
        }
        ConnectWorker worker = new ConnectWorker(settings);
        return steps.run(
                "Connect worker",
                () -> {
                    shutdown.start(Layer.WORKER, () -> {
                        worker.start();
                        return worker;
                    });
                    worker.awaitReady(READY_TIMEOUT);
                    return worker;
                },
                ready -> "Connect worker, a process of its own: pid " + ready.pid() + ", REST on :" + ports.connect(0));
    }

    private static PostgresServer postgres(
            Ports ports, Path directory, StackFiles files, Shutdown shutdown, Steps steps) {
        return steps.run(
                "PostgreSQL",
                () -> shutdown.start(
                        Layer.SERVER,
                        () -> PostgresServer.start(
                                files.postgresBinaries(), directory.resolve(WorkDirectory.POSTGRES), ports.postgres())),
                server -> "PostgreSQL " + version(server) + " on :" + ports.postgres() + ", logical decoding");
    }

    private static ShopWorkload shop(PostgresServer server, Shutdown shutdown, Steps steps) {
        return steps.run(
                "shop database",
                () -> {
                    ShopDatabase.create(server);
                    return shutdown.start(Layer.CLIENT, () -> ShopWorkload.seed(server, SEED));
                },
                shop -> "database shop: " + String.join(", ", ShopDatabase.TABLES) + ", with some rows");
    }

    private static String version(PostgresServer server) {
        try {
            return server.version();
        } catch (SQLException e) {
            throw new StackException("PostgreSQL started but does not answer", e);
        }
    }
}
