// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;

/** Asks by an admin client that lives no longer than the question: it is asked when partitions are given to a task. */
record AdminKafkaLogs(Map<String, Object> client, String groupId) implements KafkaLogs {
    /** Within the time that Connect gives a rebalance. */
    private static final int TIMEOUT_MS = 30_000;

    AdminKafkaLogs {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
        client = Map.copyOf(settings);
    }

    /** Without the client's settings: they may hold secrets. */
    @Override
    public String toString() {
        return "admin client for the group " + groupId;
    }

    @Override
    public Map<TopicPartition, Log> describe(Set<TopicPartition> partitions) {
        try (Admin admin = Admin.create(client)) {
            return describe(admin, partitions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while asking Kafka for the topics of " + partitions, e);
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new OutOfReachException(
                    "Kafka could not be asked for the topics of " + partitions + " (" + cause.getMessage() + "): check "
                            + TopicConfigDef.BOOTSTRAP_SERVERS
                            + " and its neighbours, and that they may describe the topics and "
                            + "the group " + groupId,
                    cause);
        }
    }

    private Map<TopicPartition, Log> describe(Admin admin, Set<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        String clusterId = admin.describeCluster().clusterId().get();
        Map<String, String> topicIds = topicIds(admin, partitions);
        Set<TopicPartition> known = partitions.stream()
                .filter(partition -> topicIds.containsKey(partition.topic()))
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> starts = offsets(admin, known, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(admin, known, OffsetSpec.latest());
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(groupId)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Log> logs = new HashMap<>();
        for (TopicPartition partition : known) {
            Long start = starts.get(partition);
            Long end = ends.get(partition);
            String topicId = topicIds.get(partition.topic());
            OffsetAndMetadata position = committed.get(partition);
            if (start != null && end != null && topicId != null) {
                logs.put(
                        partition,
                        new Log(
                                clusterId,
                                topicId,
                                start,
                                end,
                                position == null ? OptionalLong.empty() : OptionalLong.of(position.offset()),
                                position == null ? 0 : KafkaLogs.epoch(position.metadata())));
            }
        }
        return logs;
    }

    private static Map<String, String> topicIds(Admin admin, Set<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Map<String, String> ids = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ids.put(topic.getKey(), topic.getValue().get().topicId().toString());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return ids;
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        ListOffsetsResult result = admin.listOffsets(wanted);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                offsets.put(partition, result.partitionResult(partition).get().offset());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return offsets;
    }
}
