// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.bronze.BronzeReader;
import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.proof.KafkaOffsets;
import dev.alluvium.quickstart.proof.PartitionCheck;
import dev.alluvium.quickstart.proof.Proof;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.stack.KafkaBroker;
import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.stack.PostgresServer;
import dev.alluvium.quickstart.stack.StackFiles;
import dev.alluvium.quickstart.stack.WorkDirectory;
import dev.alluvium.quickstart.stack.WorkerSettings;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import io.delta.kernel.exceptions.TableNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.Assertions;

/** A broker, a warehouse, and Connect workers as processes of their own, for one test. A database if it is asked for. */
final class Cluster implements AutoCloseable {
    static final Duration SOON = Duration.ofMinutes(5);
    static final String CONNECTOR = "dev.alluvium.connect.sink.DeltaSinkConnector";
    private static final int MAX_WORKERS = 3;

    private final WorkDirectory directory;
    private final List<Integer> ports = new ArrayList<>();
    private final KafkaBroker broker;
    private final List<ConnectWorker> workers = new ArrayList<>();
    private final List<Runnable> stopDatabases = new ArrayList<>();
    private final Warehouse warehouse;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaOffsets offsets;
    private Map<String, String> environment = Map.of();

    Cluster() {
        directory = WorkDirectory.create("alluvium-it");
        Ports base = Ports.free(Ports.COUNT + MAX_WORKERS);
        ports.addAll(List.of(base.kafka(), base.controller(), base.database()));
        for (int worker = 0; worker <= MAX_WORKERS; worker++) {
            ports.add(base.connect(worker)); // The one behind the last worker's is MySQL's.
        }
        broker = KafkaBroker.start(directory.path().resolve("kafka"), base.kafka(), base.controller());
        warehouse = Warehouse.open(directory.path().resolve("bronze").toUri());
        producer = new KafkaProducer<>(
                // One request at a time: the first ones to a topic just made may meet a broker that does not lead it
                // yet,
                // and those behind them would then be out of order for ever.
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.in.flight.requests.per.connection", "1"),
                new StringSerializer(),
                new ByteArraySerializer());
        offsets = new KafkaOffsets(broker.bootstrapServers());
    }

    /** The files of {@code connector-configs}, as users register them. */
    static Path config(String name) {
        return Path.of(System.getProperty("alluvium.configs")).resolve(name + ".json");
    }

    KafkaBroker broker() {
        return broker;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    KafkaOffsets offsets() {
        return offsets;
    }

    PostgresServer startPostgres() {
        PostgresServer postgres = PostgresServer.start(
                StackFiles.locate().postgresBinaries(), directory.path().resolve(WorkDirectory.POSTGRES), ports.get(2));
        stopDatabases.add(postgres::close);
        return postgres;
    }

    /** A server for the shop, which is not in it yet. */
    ShopDatabase startShop(ShopSource source) {
        ShopDatabase shop =
                ShopDatabase.start(source, StackFiles.locate(), directory.path(), ports.get(ports.size() - 1));
        stopDatabases.add(shop::close);
        return shop;
    }

    MySqlDatabase startMySql(MySqlFamily family) {
        MySqlDatabase mysql =
                MySqlDatabase.start(family, directory.path().resolve(WorkDirectory.MYSQL), ports.get(ports.size() - 1));
        stopDatabases.add(mysql::close);
        return mysql;
    }

    /** Variables that the workers started from now on see, for {@code ${env:...}} in connector configurations. */
    void environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
    }

    ConnectWorker startWorker() {
        return startWorker(StackFiles.locate().plugins().toString(), "service_load");
    }

    /** A worker that also finds Debezium's connector for a family. */
    ConnectWorker startWorkerWith(MySqlFamily family) {
        StackFiles files = StackFiles.locate();
        return startWorker(files.pluginPath(Optional.of(family)), "service_load");
    }

    /** A worker that also finds the plugins in directories whose authors wrote no manifests for them. */
    ConnectWorker startWorkerWithPlugins(List<Path> more) {
        String paths = more.stream().map(path -> "," + path).collect(Collectors.joining());
        return startWorker(StackFiles.locate().plugins() + paths, "hybrid_warn");
    }

    private ConnectWorker startWorker(String pluginPath, String discovery) {
        int number = workers.size();
        WorkerSettings settings = WorkerSettings.of(
                        StackFiles.locate(),
                        "it",
                        broker.bootstrapServers(),
                        ports.get(3 + number),
                        directory.path().resolve("connect-" + number))
                .withEnvironment("ALLUVIUM_WAREHOUSE", warehouse.uri().toString())
                .withOverride("plugin.path", pluginPath)
                .withOverride("plugin.discovery", discovery)
                .withOverride("scheduled.rebalance.max.delay.ms", "2000");
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            settings = settings.withEnvironment(variable.getKey(), variable.getValue());
        }
        ConnectWorker worker = new ConnectWorker(settings);
        workers.add(worker);
        worker.start();
        worker.awaitReady(SOON);
        return worker;
    }

    /** A sink of String records, with a short interval; more settings override these. */
    Map<String, String> sink(String topics, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "connector.class", CONNECTOR,
                "tasks.max", "1",
                "topics", topics,
                "delta.warehouse", warehouse.uri().toString(),
                "delta.commit.interval.ms", "500",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter"));
        config.putAll(more);
        return config;
    }

    /** For ever: tests send records of 2023, and the broker would delete them whenever its cleaner comes by. */
    void createTopic(String name, int partitions) {
        done(broker.admin()
                .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"))))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
    }

    /** Sends {@code count} records, spread over the partitions in turn. */
    void send(String topic, int partitions, int first, int count) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            byte[] value = ("value-" + number).getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(topic, number % partitions, "key-" + number, value)));
        }
        sent.forEach(Cluster::done);
    }

    void send(ProducerRecord<String, byte[]> record) {
        done(producer.send(record));
    }

    private static void done(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** By partition and offset. */
    List<BronzeRow> rows(String table) {
        try {
            return new BronzeReader(warehouse)
                    .rows(table).stream()
                            .sorted(Comparator.comparing(
                                            (BronzeRow row) -> row.partition().partition())
                                    .thenComparing(BronzeRow::offset))
                            .toList();
        } catch (TableNotFoundException e) {
            return List.of();
        }
    }

    /** Of a table whose rows are no records, in any order. */
    List<BronzeRow> plainRows(String table) {
        try {
            return new BronzeReader(warehouse).rows(table);
        } catch (TableNotFoundException e) {
            return List.of();
        }
    }

    /** Waits until the table has as many rows as the topic has records. */
    void awaitCaughtUp(String topic, String table) {
        Await.until(
                () -> "table " + table + " to have all " + offsets.records(List.of(topic)) + " records of " + topic
                        + ", it has " + rows(table).size() + "; the workers' last words:\n"
                        + workers.stream().map(ConnectWorker::logTail).collect(Collectors.joining("\n")),
                SOON,
                () -> rows(table).size() >= offsets.records(List.of(topic)));
    }

    void awaitRows(String table, int atLeast) {
        Await.until(
                "table " + table + " to have " + atLeast + " rows",
                SOON,
                () -> rows(table).size() >= atLeast);
    }

    /** Each record of the topic is in exactly one row, and each row is a record of the topic. */
    void assertNoGapAndNoDouble(String topic, String table) {
        List<PartitionCheck> checks = new Proof(offsets, warehouse).offsets(topic, rows(table));
        Assertions.assertThat(checks.stream().flatMap(check -> check.faults().stream()))
                .isEmpty();
        Assertions.assertThat(checks.stream().mapToInt(PartitionCheck::inTable).sum())
                .isEqualTo((int) offsets.records(List.of(topic)))
                .isPositive();
    }

    static String states(ConnectRest rest, String connector) {
        return rest.status(connector).tasks().stream().map(task -> task.state()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        producer.close();
        offsets.close();
        workers.forEach(ConnectWorker::close);
        stopDatabases.forEach(Runnable::run);
        broker.close();
        directory.close();
    }
}
