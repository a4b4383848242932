// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import java.util.List;
import java.util.stream.Stream;

/** What the comparison of everything that went in with everything that is in the tables came to. */
public record ProofReport(List<PartitionCheck> partitions, List<TableCheck> tables, LogCheck logs) {

    public ProofReport {
        partitions = List.copyOf(partitions);
        tables = List.copyOf(tables);
    }

    /** Whether nothing is lost, doubled or different, and something was compared at all. */
    public boolean holds() {
        return faults().isEmpty() && records() > 0;
    }

    /** How many records Kafka has in all. */
    public long records() {
        return partitions.stream().mapToLong(PartitionCheck::inKafka).sum();
    }

    /** How many rows the tables have in all. */
    public long rows() {
        return partitions.stream().mapToLong(PartitionCheck::inTable).sum();
    }

    /** Everything that is wrong. */
    public List<String> faults() {
        return Stream.of(
                        partitions.stream().flatMap(partition -> partition.faults().stream()),
                        tables.stream().flatMap(table -> table.faults().stream()),
                        logs.faults().stream())
                .flatMap(faults -> faults)
                .toList();
    }
}
