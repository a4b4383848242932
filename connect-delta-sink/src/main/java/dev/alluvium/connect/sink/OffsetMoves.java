// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Which moves of a stopped connector's offsets do what the operator means by them. What the tables hold, they tell; whether a
 * move goes forward where one of several tables lags behind, and whether it ends within the log, only Kafka can.
 */
record OffsetMoves(Optional<KafkaLogs> kafka, TopicLives lives, HeldOffsets tables) {

    /**
     * @param offsets where each partition is to be read on; null for the start
     * @throws ConnectException naming every move that is refused
     */
    void check(Map<TopicPartition, Long> offsets) {
        List<String> faults = new ArrayList<>();
        Map<TopicPartition, KafkaLogs.Log> logs =
                kafka.map(asked -> asked.describe(offsets.keySet())).orElse(Map.of());
        Map<String, TopicPartition> inOrder = new TreeMap<>();
        offsets.keySet().forEach(partition -> inOrder.put(partition.toString(), partition));
        for (TopicPartition partition : inOrder.values()) {
            fault(partition, offsets.get(partition), logs.get(partition)).ifPresent(faults::add);
        }
        if (!faults.isEmpty()) {
            throw new ConnectException(String.join("; ", faults));
        }
    }

    private Optional<String> fault(TopicPartition partition, @Nullable Long asked, KafkaLogs.@Nullable Log log) {
        if (asked != null && asked < 0) {
            return Optional.of(
                    "The offset of " + partition + " cannot be " + asked + ": give 0 or more, or null to reset it");
        }
        if (asked != null && log != null && asked > log.end()) {
            return Optional.of(partition + " cannot be moved to offset " + asked + ", it ends at " + log.end());
        }
        OptionalLong epoch = lives.known(partition, log);
        if (epoch.isEmpty()) {
            return Optional.empty();
        }
        long to = asked != null ? asked : log == null ? 0 : log.start();
        OptionalLong position =
                log != null && log.committedEpoch() == epoch.getAsLong() ? log.committed() : OptionalLong.empty();
        if (position.isPresent() && to >= position.getAsLong()) {
            return Optional.empty();
        }
        return held(partition, epoch.getAsLong())
                .filter(held -> position.isPresent() || to <= held.last())
                .map(held -> refusal(partition, asked, to, held));
    }

    private Optional<HeldOffsets.Held> held(TopicPartition partition, long epoch) {
        try {
            return tables.of(new SourcePartition(partition.topic(), partition.partition(), epoch));
        } catch (IOException e) {
            throw new ConnectException(
                    "Whether tables hold " + partition + " already cannot be read, so its offset is left as it is: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String refusal(TopicPartition partition, @Nullable Long asked, long to, HeldOffsets.Held held) {
        String table = held.table().map(TableName::path).orElse("TABLE");
        return partition
                + (asked == null ? " cannot be reset: " : " cannot be moved back to offset " + to + ": ")
                + held.table().map(name -> "its table " + name + " holds").orElse("its tables hold")
                + " it up to offset " + held.last()
                + " and would skip all that. To bring back rows that a table has lost, run ./reingest --table " + table
                + " --topic " + partition.topic() + " --partition " + partition.partition() + " --from " + to + " --to "
                + held.last()
                + " (docs/reingest.md); to fill a table from the start, give it a new name, or the connector "
                + "a new delta.txn.app.id";
    }
}
