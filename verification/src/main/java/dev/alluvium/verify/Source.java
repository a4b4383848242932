// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import java.util.Comparator;

/**
 * A topic-partition as rows and txns name it.
 *
 * @param epoch 0 until somebody answered a topic that was made anew by counting it up
 */
public record Source(String topic, long epoch, int partition) implements Comparable<Source> {
    private static final Comparator<Source> ORDER =
            Comparator.comparing(Source::topic).thenComparing(Source::epoch).thenComparing(Source::partition);

    @Override
    public int compareTo(Source other) {
        return ORDER.compare(this, other);
    }

    /** As {@code orders-3}, with the epoch as {@code orders-3@1} where it is not the first. */
    @Override
    public String toString() {
        return topic + "-" + partition + (epoch == 0 ? "" : "@" + epoch);
    }
}
