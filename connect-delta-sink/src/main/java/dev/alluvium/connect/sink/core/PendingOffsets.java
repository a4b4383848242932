// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The offsets that hold back what may be acknowledged to Kafka (rule 6): of each partition, where the ranges begin that some
 * table has taken but not committed, or that must be read again.
 *
 * <p>Changed by one thread, read by any. A reader never sees an offset vanish before the commit that released it stood.
 */
public final class PendingOffsets {
    private final Map<SourcePartition, TreeMap<Long, Integer>> beginnings = new HashMap<>();
    private final Map<SourcePartition, Long> lowest = new ConcurrentHashMap<>();

    public void add(SourcePartition source, long offset) {
        TreeMap<Long, Integer> offsets = beginnings.computeIfAbsent(source, any -> new TreeMap<>());
        offsets.merge(offset, 1, Integer::sum);
        lowest.put(source, offsets.firstKey());
    }

    public void remove(SourcePartition source, long offset) {
        TreeMap<Long, Integer> offsets = beginnings.get(source);
        if (offsets == null || !offsets.containsKey(offset)) {
            throw new IllegalStateException("offset " + offset + " of " + source + " was not pending");
        }
        offsets.computeIfPresent(offset, (key, count) -> count == 1 ? null : count - 1);
        if (offsets.isEmpty()) {
            beginnings.remove(source);
            lowest.remove(source);
        } else {
            lowest.put(source, offsets.firstKey());
        }
    }

    /** The first offset of {@code source} that is still pending anywhere, empty if none is. */
    public OptionalLong lowest(SourcePartition source) {
        Long offset = lowest.get(source);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }
}
