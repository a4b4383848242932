// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.proof;

import static dev.alluvium.quickstart.proof.Events.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.bronze.BronzeRow;
import dev.alluvium.quickstart.workload.LogProducer.Line;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogCheckTest {
    private static final Map<TopicPartition, Map<Long, Line>> SENT =
            Map.of(new TopicPartition("t", 0), Map.of(0L, new Line("pod", "one"), 1L, new Line("pod", "two")));

    @Test
    void holdsWhenEveryLineIsThereOnceAsSent() {
        assertThat(faults(line(1, "pod", "two"), line(0, "pod", "one"))).isEmpty();
    }

    @Test
    void findsALostLine() {
        assertThat(faults(line(0, "pod", "one"))).containsExactly("t-0 offset 1: the line is in no row");
    }

    @Test
    void findsADoubledLine() {
        assertThat(faults(line(0, "pod", "one"), line(1, "pod", "two"), line(1, "pod", "two")))
                .containsExactly("t-0 offset 1: a row that no line was sent for, or that is there twice");
    }

    @Test
    void findsAChangedTextAndAChangedKey() {
        assertThat(faults(line(0, "pod", "One"), line(1, "Pod", "two")))
                .containsExactly(
                        "t-0 offset 0: the text differs from the line that was sent",
                        "t-0 offset 1: the key differs from the one that was sent");
    }

    private static List<String> faults(BronzeRow... rows) {
        return LogCheck.of(SENT, List.of(rows)).faults();
    }
}
