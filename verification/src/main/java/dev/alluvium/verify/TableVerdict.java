// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was found out about one version of a table.
 *
 * @param files how many live data files it has
 * @param tableFaults what is wrong apart from single partitions
 * @param notes what is worth knowing: it changes nothing of the outcome
 */
public record TableVerdict(
        String table,
        long version,
        long files,
        List<PartitionVerdict> partitions,
        List<String> tableFaults,
        List<String> notes) {
    public TableVerdict {
        partitions = List.copyOf(partitions);
        tableFaults = List.copyOf(tableFaults);
        notes = List.copyOf(notes);
    }

    public long rows() {
        return partitions.stream().mapToLong(PartitionVerdict::rows).sum();
    }

    /** Everything that is wrong. */
    public List<String> faults() {
        return Stream.concat(tableFaults.stream(), partitions.stream().flatMap(p -> p.faults().stream()))
                .toList();
    }

    /** Everything that might be wrong. */
    public List<String> doubts() {
        return partitions.stream().flatMap(p -> p.doubts().stream()).toList();
    }

    public Outcome outcome() {
        if (!faults().isEmpty()) {
            return Outcome.BROKEN;
        }
        return doubts().isEmpty() ? Outcome.PROVEN : Outcome.UNPROVEN;
    }
}
