// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found out about the rows of one topic-partition.
 *
 * @param rows how many rows there are
 * @param first the lowest offset that a row has or that a commit says it covered, -1 if there is none
 * @param last the highest offset that a row has, -1 if there is no row
 * @param txn the last offset that the table covers
 * @param doubled offsets that more than one row has
 * @param gaps offsets from first to txn that no row has and that nothing explains
 * @param explained how many offsets no row has for a reason: rejected, gone elsewhere, not in Kafka either
 * @param faults what is wrong
 * @param doubts what might be wrong
 */
public record PartitionVerdict(
        Source source,
        long rows,
        long first,
        long last,
        OptionalLong txn,
        Ranges doubled,
        Ranges gaps,
        long explained,
        Optional<KafkaVerdict> kafka,
        List<String> faults,
        List<String> doubts) {
    public PartitionVerdict {
        faults = List.copyOf(faults);
        doubts = List.copyOf(doubts);
    }
}
