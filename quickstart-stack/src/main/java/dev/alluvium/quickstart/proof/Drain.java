// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import dev.alluvium.quickstart.bronze.CommitFeed;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Tells how far the records have come on their way, once nothing new is written. */
public final class Drain {
    private Drain() {}

    /** How many records of the topics no table covers yet. */
    public static long behind(KafkaOffsets kafka, Collection<String> topics, CommitFeed feed) {
        Map<TopicPartition, Long> covered = feed.covered();
        return kafka.ends(topics).entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - 1 - covered.getOrDefault(end.getKey(), -1L)))
                .sum();
    }
}
