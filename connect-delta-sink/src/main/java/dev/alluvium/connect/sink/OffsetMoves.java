// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Which moves of a stopped connector's offsets do what the operator means by them. */
record OffsetMoves(Optional<KafkaLogs> kafka) {

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
            Long offset = offsets.get(partition);
            if (offset != null) {
                check(partition, offset, logs.get(partition), faults);
            }
        }
        if (!faults.isEmpty()) {
            throw new ConnectException(String.join("; ", faults));
        }
    }

    private static void check(TopicPartition partition, long offset, KafkaLogs.@Nullable Log log, List<String> faults) {
        if (offset < 0) {
            faults.add("The offset of " + partition + " cannot be " + offset + ": give 0 or more, or null to reset it");
        } else if (log != null
                && log.committed().isPresent()
                && offset < log.committed().getAsLong()) {
            faults.add(
                    partition + " cannot be moved back from offset "
                            + log.committed().getAsLong() + " to " + offset
                            + ": its tables remember what they hold and would skip it all. To bring back rows that a table has lost, run "
                            + "./reingest; to fill a table from the start, give it a new name, or the connector a new delta.txn.app.id");
        } else if (log != null && offset > log.end()) {
            faults.add(partition + " cannot be moved to offset " + offset + ", it ends at " + log.end());
        }
    }
}
