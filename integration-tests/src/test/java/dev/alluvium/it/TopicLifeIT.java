// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectRestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Topics that are deleted and made again, records that Kafka deletes unread, offsets that operators move. */
class TopicLifeIT {
    private static Cluster cluster;
    private static ConnectRest rest;

    @BeforeAll
    static void start() {
        cluster = new Cluster();
        rest = cluster.startWorker().rest();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aTopicMadeAgainUnderARunningConnectorGoesIntoTheSameTableAsTheNextEpoch() throws Exception {
        String topic = "again";
        cluster.createTopic(topic, 1);
        send(topic, "old", 700);
        rest.register(topic, sink(topic, "restart"));
        cluster.awaitRows(topic, 700);

        makeAgain(topic);
        send(topic, "new", 400);
        cluster.awaitRows(topic, 1_100);

        assertEpochs(topic, 700, 400);
        assertThat(rest.status(topic).failure()).isEmpty();
        rest.delete(topic);
        assertThat(Said.verify(cluster, topic, "--complete").out())
                .contains("PROVEN: 1,100 rows, no gap and no double.", "again-0@1");
        SpoiledTable.of(cluster, topic).removeLastFile();
        assertThat(Said.verify(cluster, topic).out()).contains("BROKEN: again-0@1", "in Kafka but in no row");
    }

    @Test
    void aTopicMadeAgainFailsTheTaskUntilSomebodyDecides() throws Exception {
        String topic = "undecided";
        cluster.createTopic(topic, 1);
        send(topic, "old", 300);
        rest.register(topic, sink(topic, "fail"));
        cluster.awaitRows(topic, 300);

        makeAgain(topic);
        send(topic, "new", 500);
        Await.until(() -> "the task to fail, it is " + rest.status(topic), Cluster.SOON, () -> rest.status(topic)
                .failure()
                .isPresent());
        assertThat(rest.status(topic).failure().orElseThrow()).contains("undecided-0", "delta.topic.recreated=restart");
        assertThat(cluster.rows(topic)).hasSize(300);

        rest.register(topic, sink(topic, "restart"));
        rest.restart(topic);
        cluster.awaitRows(topic, 800);
        assertEpochs(topic, 300, 500);
        rest.delete(topic);
    }

    @Test
    void recordsThatKafkaDeletedUnreadAreNotPassedOverInSilence() throws Exception {
        String topic = "expired";
        cluster.createTopic(topic, 1);
        send(topic, "old", 100);
        rest.register(topic, sink(topic, "fail"));
        cluster.awaitRows(topic, 100);
        awaitCommitted(topic, 100);
        rest.stop(topic);
        send(topic, "lost", 50);
        send(topic, "kept", 50);
        cluster.broker()
                .admin()
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(150)))
                .all()
                .get();

        rest.resume(topic);
        Await.until("the task to fail", Cluster.SOON, () -> rest.status(topic)
                .failure()
                .isPresent());
        assertThat(rest.status(topic).failure().orElseThrow())
                .contains("begins at offset 150, but was read up to 100 only", "50 offset(s)");

        rest.register(topic, sink(topic, "restart"));
        rest.restart(topic);
        cluster.awaitRows(topic, 150);
        assertThat(cluster.rows(topic))
                .extracting(row -> row.text("value").orElseThrow().substring(0, 3))
                .containsOnly("old", "kep");
        rest.delete(topic);
    }

    @Test
    void offsetsMayBeMovedForwardAndNotBack() throws Exception {
        String topic = "moved";
        cluster.createTopic(topic, 1);
        send(topic, "a", 100);
        rest.register(topic, sink(topic, "fail"));
        cluster.awaitRows(topic, 100);
        awaitCommitted(topic, 100);
        rest.stop(topic);
        send(topic, "b", 100);

        Assertions.assertThatThrownBy(() -> moveTo(topic, 10))
                .isInstanceOf(ConnectRestException.class)
                .hasMessageContaining(
                        "moved-0 cannot be moved back to offset 10: its table moved holds it up to offset 99")
                .hasMessageContaining("--from 10 --to 99");
        moveTo(topic, 150);
        rest.resume(topic);
        cluster.awaitRows(topic, 150);
        assertThat(cluster.rows(topic))
                .extracting(BronzeRow::offset)
                .contains(99L, 150L)
                .doesNotContain(100L, 149L);
        rest.delete(topic);
    }

    private static void moveTo(String topic, long offset) {
        rest.call(
                "PATCH",
                "/connectors/" + topic + "/offsets",
                "{\"offsets\":[{\"partition\":{\"kafka_topic\":\"" + topic
                        + "\",\"kafka_partition\":0},\"offset\":{\"kafka_offset\":" + offset + "}}]}");
    }

    private static void awaitCommitted(String topic, long offset) {
        Await.until("the group to have committed " + offset, Cluster.SOON, () -> committed(topic)
                .equals(Optional.of(offset)));
    }

    private static Optional<Long> committed(String topic) {
        try {
            return Optional.ofNullable(cluster.broker()
                            .admin()
                            .listConsumerGroupOffsets("connect-" + topic)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(new TopicPartition(topic, 0)))
                    .map(position -> position.offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Map<String, String> sink(String topic, String policy) {
        Map<String, String> settings = new HashMap<>();
        settings.put("delta.kafka.bootstrap.servers", cluster.broker().bootstrapServers());
        settings.put("delta.topic.recreated", policy);
        settings.put("consumer.override.allow.auto.create.topics", "false");
        settings.put("consumer.override.metadata.max.age.ms", "1000");
        return cluster.sink(topic, settings);
    }

    private static void makeAgain(String topic) throws Exception {
        cluster.broker().admin().deleteTopics(Set.of(topic)).all().get();
        Await.until("topic " + topic + " to be gone", Cluster.SOON, () -> isGone(topic));
        Await.until("topic " + topic + " to be made again", Cluster.SOON, () -> isMade(topic));
    }

    private static boolean isGone(String topic) {
        return outcome(() -> cluster.broker()
                        .admin()
                        .describeTopics(Set.of(topic))
                        .allTopicNames()
                        .get())
                instanceof UnknownTopicOrPartitionException;
    }

    private static boolean isMade(String topic) {
        Throwable failure = outcome(() -> cluster.broker()
                .admin()
                .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                .all()
                .get());
        if (failure instanceof TopicExistsException) {
            throw new AssertionError(topic + " was made by somebody else", failure);
        }
        return failure == null;
    }

    private interface Call {
        Object run() throws ExecutionException, InterruptedException;
    }

    private static Throwable outcome(Call call) {
        try {
            call.run();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    /** By a producer of its own, without idempotence: one that knew the old topic would go on with its numbers. */
    private static void send(String topic, String prefix, int count) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", cluster.broker().bootstrapServers(), "enable.idempotence", "false");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, 0, "key-" + i, prefix + "-" + i))
                        .get();
            }
        }
    }

    private static void assertEpochs(String table, int first, int second) {
        List<BronzeRow> rows = cluster.rows(table);
        assertThat(rows.stream().filter(row -> row.kafka("epoch").equals(0L)).map(BronzeRow::offset))
                .hasSize(first)
                .doesNotHaveDuplicates();
        assertThat(rows.stream().filter(row -> row.kafka("epoch").equals(1L)).map(BronzeRow::offset))
                .hasSize(second)
                .doesNotHaveDuplicates();
    }
}
