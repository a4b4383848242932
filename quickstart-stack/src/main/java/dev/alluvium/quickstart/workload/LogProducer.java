// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import dev.alluvium.quickstart.stack.KafkaBroker;
import dev.alluvium.quickstart.stack.StackException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The log lines of an application's pods, and a memory of each line that Kafka took. */
public final class LogProducer implements AutoCloseable {
    /** The topic, as {@code logs-delta-sink.json} names it. */
    public static final String TOPIC = "app-logs";

    /** The bronze table, as {@code logs-delta-sink.json} names it. */
    public static final String BRONZE = "app_logs";

    private static final int PARTITIONS = 3;
    private static final List<String> PODS =
            List.of("cart-0", "cart-1", "search-0", "search-1", "billing-0", "billing-1", "mail-0", "stock-0");
    private static final List<String> LEVELS = List.of("INFO", "INFO", "INFO", "WARN", "ERROR");

    private final KafkaProducer<String, String> producer;
    private final Random random;
    private final ConcurrentMap<TopicPartition, ConcurrentMap<Long, Line>> sent = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long count;
    private @Nullable Work work;

    /** A record as it was sent. */
    public record Line(String key, String text) {}

    /** @param seed the same gives the same lines */
    public LogProducer(KafkaBroker broker, long seed) {
        this.random = new Random(seed);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        // The first request may meet a broker that does not lead the new topic yet; those behind it
                        // would then be out of order for ever.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Creates the topic. */
    public static void createTopic(KafkaBroker broker) {
        try (Admin admin = broker.admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new StackException("could not create the topic " + TOPIC, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while creating the topic " + TOPIC, e);
        }
    }

    /** Begins, with so many lines a second; after {@link #pause}, goes on. */
    public void start(double perSecond) {
        work = new Work("log producer", perSecond, this::send);
    }

    /** Ends, and waits until Kafka has taken every line. */
    public void pause() {
        if (work != null) {
            work.close();
            producer.flush();
            check();
        }
    }

    /** Every line that Kafka took, by partition and offset. */
    public Map<TopicPartition, Map<Long, Line>> sent() {
        return Map.copyOf(sent);
    }

    /** @throws StackException if a line was not taken */
    public void check() {
        if (work != null) {
            work.check();
        }
        Exception cause = failure.get();
        if (cause != null) {
            throw new StackException("Kafka did not take a log line: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
        }
        producer.close();
    }

    private void send() {
        String pod = PODS.get(random.nextInt(PODS.size()));
        String text = String.format(
                Locale.ROOT,
                "%s %s request=%d took=%dms path=\"/größe/%d\"",
                LEVELS.get(random.nextInt(LEVELS.size())),
                pod,
                count++,
                random.nextInt(2000),
                random.nextInt(50));
        Line line = new Line(pod, text);
        // What becomes of it is told to remember().
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(TOPIC, pod, text), (metadata, error) -> remember(line, metadata, error));
    }

    private void remember(Line line, RecordMetadata metadata, @Nullable Exception error) {
        if (error != null) {
            failure.compareAndSet(null, error);
            return;
        }
        sent.computeIfAbsent(new TopicPartition(metadata.topic(), metadata.partition()), p -> new ConcurrentHashMap<>())
                .put(metadata.offset(), line);
    }
}
