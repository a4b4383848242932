// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.workload.LogProducer.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The log lines that were produced against the rows of their table, key and text.
 *
 * @param lines how many Kafka took
 * @param faults lines that are missing or different, and rows that nobody sent
 */
public record LogCheck(int lines, List<String> faults) {

    public LogCheck {
        faults = List.copyOf(faults);
    }

    static LogCheck of(Map<TopicPartition, Map<Long, Line>> sent, List<BronzeRow> rows) {
        Map<TopicPartition, Map<Long, Line>> left = new HashMap<>();
        sent.forEach((partition, lines) -> left.put(partition, new HashMap<>(lines)));
        List<String> faults = new ArrayList<>();
        for (BronzeRow row : rows) {
            Line line = Optional.ofNullable(left.get(row.partition()))
                    .map(lines -> lines.remove(row.offset()))
                    .orElse(null);
            String place = row.partition() + " offset " + row.offset();
            if (line == null) {
                faults.add(place + ": a row that no line was sent for, or that is there twice");
            } else if (!row.text("value").equals(Optional.of(line.text()))) {
                faults.add(place + ": the text differs from the line that was sent");
            } else if (!row.kafka("key").equals(line.key())) {
                faults.add(place + ": the key differs from the one that was sent");
            }
        }
        left.forEach((partition, lines) -> lines.keySet()
                .forEach(offset -> faults.add(partition + " offset " + offset + ": the line is in no row")));
        return new LogCheck(sent.values().stream().mapToInt(Map::size).sum(), faults);
    }
}
