// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectWorker;
import dev.alluvium.quickstart.stack.KafkaBroker;
import dev.alluvium.quickstart.stack.Ports;
import dev.alluvium.quickstart.stack.StackFiles;
import dev.alluvium.quickstart.stack.WorkDirectory;
import dev.alluvium.quickstart.stack.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * Real Kafka and a real Connect worker: our sink against one that discards, by turns, on one topic of Debezium envelopes as
 * JSON without a schema. A round ends when Kafka knows all records as acknowledged: for our sink, when they are in the table.
 *
 * <p>Arguments: rows, rounds. Broker and worker share the machine's processors.
 */
public final class EndToEnd {
    private static final String TOPIC = "shop.public.orders";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int DISTINCT_VALUES = 20_000;
    private static final int WARM_UPS = 2;
    /** What {@code connect-distributed.sh} gives a worker, unless this says otherwise: options with blanks between them. */
    private static final List<String> WORKER_JVM = List.of(System.getProperty(
                    "alluvium.worker.jvm",
                    "-Xms256M -Xmx2G -server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 "
                            + "-XX:+ExplicitGCInvokesConcurrent")
            .split(" "));

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final KafkaBroker broker;
    private final ConnectWorker worker;
    private final Path warehouse;
    private final int rows;

    private record Turn(double rowsPerSecond, double cpuPerMillion) {}

    private EndToEnd(KafkaBroker broker, ConnectWorker worker, Path warehouse, int rows) {
        this.broker = broker;
        this.worker = worker;
        this.warehouse = warehouse;
        this.rows = rows;
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_500_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Ports ports = Ports.free(Ports.COUNT);
        try (WorkDirectory directory = WorkDirectory.create("alluvium-benchmark")) {
            StackFiles files = StackFiles.locate();
            Path plugins = Files.createDirectory(directory.path().resolve("plugins"));
            Files.createSymbolicLink(
                    plugins.resolve("alluvium"), files.plugins().toAbsolutePath());
            Files.createSymbolicLink(
                    plugins.resolve("discarding"),
                    Path.of(System.getProperty("alluvium.benchmarks")).toAbsolutePath());
            WorkerSettings usual = WorkerSettings.of(
                    files,
                    "benchmark",
                    Ports.HOST + ":" + ports.kafka(),
                    ports.connect(0),
                    directory.path().resolve("connect"));
            try (KafkaBroker broker =
                            KafkaBroker.start(directory.path().resolve("kafka"), ports.kafka(), ports.controller());
                    ConnectWorker worker = new ConnectWorker(
                            usual.withOverride("plugin.path", files.plugins().toAbsolutePath() + "," + plugins)
                                    .withOverride("offset.flush.interval.ms", "500")
                                    .withJvmOptions(WORKER_JVM))) {
                worker.start();
                produce(broker, rows);
                worker.awaitReady(TIMEOUT);
                new EndToEnd(broker, worker, directory.path().resolve("bronze"), rows).run(rounds);
            }
        }
    }

    private static void produce(KafkaBroker broker, int rows) throws Exception {
        broker.admin()
                .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                .all()
                .get();
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "false"), false);
        List<byte[]> values = new ArrayList<>();
        for (Struct value : new ChangeEvents().envelopes(DISTINCT_VALUES)) {
            values.add(converter.fromConnectData(TOPIC, ChangeEvents.ENVELOPE, value));
        }
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "max.in.flight.requests.per.connection", "1",
                "batch.size", "262144",
                "linger.ms", "20");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<RecordMetadata> last = null;
            for (int row = 0; row < rows; row++) {
                last = producer.send(new ProducerRecord<>(TOPIC, 0, null, values.get(row % values.size())));
            }
            producer.flush();
            if (last != null && last.get().offset() != rows - 1) {
                throw new IllegalStateException("not all records were sent");
            }
        }
    }

    private void run(int rounds) throws Exception {
        List<Turn> discarding = new ArrayList<>();
        List<Turn> ours = new ArrayList<>();
        for (int round = 0; round < WARM_UPS + rounds; round++) {
            Turn nothing =
                    measure("discard-" + round, Map.of("connector.class", DiscardingSinkConnector.class.getName()));
            Turn sink = measure(
                    "sink-" + round,
                    Map.of(
                            "connector.class",
                            "dev.alluvium.connect.sink.DeltaSinkConnector",
                            "delta.warehouse",
                            warehouse.toString(),
                            "delta.table.name.template",
                            "round" + round,
                            "delta.commit.interval.ms",
                            "2000"));
            if (round >= WARM_UPS) {
                discarding.add(nothing);
                ours.add(sink);
            }
        }
        print(discarding, ours);
    }

    private Turn measure(String name, Map<String, String> config) throws Exception {
        Map<String, String> whole = new HashMap<>(Map.of(
                "tasks.max", "1",
                "topics", TOPIC,
                "key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false"));
        whole.putAll(config);
        ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
        worker.rest().register(name, whole);
        worker.rest().awaitRunning(name, 1, TIMEOUT);
        long wall = System.nanoTime();
        Duration cpu = process.info().totalCpuDuration().orElseThrow();
        Await.until(name + " to have taken all", TIMEOUT, () -> acknowledged(name) >= rows);
        double seconds = (System.nanoTime() - wall) / 1e9;
        double cpuSeconds =
                process.info().totalCpuDuration().orElseThrow().minus(cpu).toMillis() / 1e3;
        worker.rest().delete(name);
        return new Turn(rows / seconds, cpuSeconds / rows * 1e6);
    }

    private long acknowledged(String connector) {
        try {
            OffsetAndMetadata offset = broker.admin()
                    .listConsumerGroupOffsets("connect-" + connector)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(PARTITION);
            return offset == null ? 0 : offset.offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void print(List<Turn> discarding, List<Turn> ours) {
        double[] ratios = new double[ours.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] =
                    ours.get(round).rowsPerSecond() / discarding.get(round).rowsPerSecond();
        }
        System.out.printf(
                Locale.ROOT,
                "%n### End to end%n%n%d rounds of %,d Debezium envelopes as JSON without a schema; medians (min to max). %d "
                        + "processors shared by broker and worker.%n%n"
                        + "| | 1,000 rows/s | worker's CPU-s per million rows |%n|---|---|---|%n"
                        + "| a sink that discards | %s | %s |%n| our sink, to the last commit | %s | %s |%n"
                        + "| ours : discarding | %s | |%n",
                ratios.length,
                rows,
                Runtime.getRuntime().availableProcessors(),
                spread(
                        "%.0f",
                        discarding.stream()
                                .mapToDouble(turn -> turn.rowsPerSecond() / 1_000)
                                .toArray()),
                spread(
                        "%.1f",
                        discarding.stream().mapToDouble(Turn::cpuPerMillion).toArray()),
                spread(
                        "%.0f",
                        ours.stream()
                                .mapToDouble(turn -> turn.rowsPerSecond() / 1_000)
                                .toArray()),
                spread("%.1f", ours.stream().mapToDouble(Turn::cpuPerMillion).toArray()),
                spread("%.2f", ratios));
    }

    private static String spread(String format, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
