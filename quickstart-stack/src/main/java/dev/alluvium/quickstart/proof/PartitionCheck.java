// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of one topic-partition: those that Kafka has against those that the table has.
 *
 * @param inKafka how many records Kafka has
 * @param inTable how many rows the table has
 * @param missing in Kafka, but in no row: lost
 * @param doubled in more than one row
 * @param unknown in a row, but not in Kafka
 */
public record PartitionCheck(
        TopicPartition partition,
        int inKafka,
        int inTable,
        List<Long> missing,
        List<Long> doubled,
        List<Long> unknown) {
    private static final int SHOWN = 5;

    public PartitionCheck {
        missing = List.copyOf(missing);
        doubled = List.copyOf(doubled);
        unknown = List.copyOf(unknown);
    }

    /**
     * Compares.
     *
     * @param kafka the offsets that a consumer reads
     * @param table the offsets of the rows, one for each row
     */
    public static PartitionCheck of(TopicPartition partition, Collection<Long> kafka, Collection<Long> table) {
        Set<Long> seen = new HashSet<>();
        Set<Long> doubled = new TreeSet<>();
        for (Long offset : table) {
            if (!seen.add(offset)) {
                doubled.add(offset);
            }
        }
        Set<Long> missing = new TreeSet<>(kafka);
        missing.removeAll(seen);
        Set<Long> unknown = new TreeSet<>(seen);
        unknown.removeAll(new HashSet<>(kafka));
        return new PartitionCheck(
                partition,
                kafka.size(),
                table.size(),
                List.copyOf(missing),
                List.copyOf(doubled),
                List.copyOf(unknown));
    }

    /** Whether each record is in exactly one row. */
    public boolean holds() {
        return missing.isEmpty() && doubled.isEmpty() && unknown.isEmpty();
    }

    /** What is wrong, with the partition and the first offsets concerned. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        describe("in Kafka but in no row", missing, faults);
        describe("in more than one row", doubled, faults);
        describe("in a row but not in Kafka", unknown, faults);
        return faults;
    }

    private void describe(String what, List<Long> offsets, List<String> faults) {
        if (!offsets.isEmpty()) {
            List<Long> first = offsets.subList(0, Math.min(SHOWN, offsets.size()));
            faults.add(partition + ": " + offsets.size() + " offsets " + what + ": " + first
                    + (offsets.size() > SHOWN ? " and more" : ""));
        }
    }
}
