// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.Shutdown.Layer;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.stack.KafkaBroker;
import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.stack.StackFiles;
import dev.alluvium.quickstart.stack.WorkerSettings;
import dev.alluvium.quickstart.terminal.Steps;
import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import dev.alluvium.quickstart.workload.ShopWorkload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.utils.AppInfoParser;

/** The servers of the quickstart, all running. */
record Stack(KafkaBroker broker, ShopDatabase database, ShopWorkload shop, ConnectWorker worker) {
    private static final String GROUP = "alluvium-quickstart";
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);
    private static final long SEED = 42;

    /** Starts all of them at the same time, and registers them to be closed. */
    static Stack start(QuickstartOptions options, Path directory, Warehouse warehouse, Shutdown shutdown, Steps steps) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "start");
            thread.setDaemon(true);
            return thread;
        });
        Ports ports = options.ports();
        try {
            StackFiles files = StackFiles.locate();
            CompletableFuture<KafkaBroker> broker =
                    CompletableFuture.supplyAsync(() -> broker(ports, directory, shutdown, steps), threads);
            CompletableFuture<ConnectWorker> worker = CompletableFuture.supplyAsync(
                    () -> worker(options, directory, files, warehouse, shutdown, steps), threads);
            CompletableFuture<ShopDatabase> database =
                    CompletableFuture.supplyAsync(() -> database(options, directory, files, shutdown, steps), threads);
            CompletableFuture<ShopWorkload> shop =
                    database.thenApplyAsync(server -> shop(server, shutdown, steps), threads);
            firstFailureOrAll(List.of(broker, worker, shop)).join();
            return new Stack(broker.join(), database.join(), shop.join(), worker.join());
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
            QuickstartOptions options,
            Path directory,
            StackFiles files,
            Warehouse warehouse,
            Shutdown shutdown,
            Steps steps) {
        Ports ports = options.ports();
        ShopSource source = options.source();
        String bootstrap = Ports.HOST + ":" + ports.kafka();
        WorkerSettings settings = WorkerSettings.of(
                        files, GROUP, bootstrap, ports.connect(0), directory.resolve("connect"))
                .withOverride("plugin.path", files.pluginPath(source.family()))
                .withEnvironment("ALLUVIUM_WAREHOUSE", warehouse.uri().toString());
        for (Map.Entry<String, String> entry :
                source.environment(ports.database(), bootstrap).entrySet()) {
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

    private static ShopDatabase database(
            QuickstartOptions options, Path directory, StackFiles files, Shutdown shutdown, Steps steps) {
        ShopSource source = options.source();
        return steps.run(
                source.title(),
                () -> shutdown.start(
                        Layer.SERVER,
                        () -> ShopDatabase.start(
                                source, files, directory, options.ports().database())),
                server -> source.title() + " " + server.version() + " on :" + server.port() + ", " + server.changes());
    }

    private static ShopWorkload shop(ShopDatabase database, Shutdown shutdown, Steps steps) {
        return steps.run(
                "shop database",
                () -> {
                    database.create();
                    return shutdown.start(Layer.CLIENT, () -> ShopWorkload.seed(database, SEED));
                },
                shop -> "database shop: " + String.join(", ", ShopDatabase.TABLES) + ", with some rows");
    }
}
