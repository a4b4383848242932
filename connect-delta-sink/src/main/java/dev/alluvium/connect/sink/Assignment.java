// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Rewind;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SourcePartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions Connect has given to the task, and the session each is read in. For the task's thread alone, between whose
 * batches rewinds are carried out (rule 7).
 */
final class Assignment {
    private static final long NOWHERE = -1;

    private final Map<TopicPartition, Reading> readings = new HashMap<>();
    /** Sought by the last {@code put}: Connect carries that out before it reads the next batch. */
    private final Map<TopicPartition, Long> rewinding = new HashMap<>();

    private final Map<TopicPartition, Long> epochs = new HashMap<>();
    /** Former lives of partitions that are ours, of which rows may still be on their way. */
    private final Map<TopicPartition, Set<SourcePartition>> former = new HashMap<>();

    private @Nullable Reading last;
    private long lastSession;

    private static final class Reading {
        private final TopicPartition partition;
        private final Session session;
        private long offset = NOWHERE;

        Reading(TopicPartition partition, Session session) {
            this.partition = partition;
            this.session = session;
        }
    }

    /** Is told where the reading of a partition does not just go on. */
    interface Turns {
        /** The first record of a session has come. */
        void begins(Session session, long offset);

        /**
         * The partition is read from a lower offset on than it was, although nobody sought it.
         *
         * @return the session in which it goes on; null if it will be read again
         */
        @Nullable Session wentBack(TopicPartition partition, long from, long to);
    }

    /** @param epoch of its topic */
    Session open(TopicPartition partition, long epoch) {
        if (isOurs(partition)) {
            former.computeIfAbsent(partition, any -> new HashSet<>()).add(source(partition));
        }
        rewinding.remove(partition);
        epochs.put(partition, epoch);
        return begin(partition);
    }

    /** Seeks a partition that is ours: what comes before that is carried out does not count. */
    void seek(TopicPartition partition, long offset, BiConsumer<TopicPartition, Long> seek) {
        readings.remove(partition);
        last = null;
        rewinding.put(partition, offset);
        seek.accept(partition, offset);
    }

    /** Where the partition is being sought to, {@code Long.MAX_VALUE} if it is not. */
    long soughtTo(TopicPartition partition) {
        return rewinding.getOrDefault(partition, Long.MAX_VALUE);
    }

    Set<TopicPartition> partitions() {
        Set<TopicPartition> ours = new HashSet<>(readings.keySet());
        ours.addAll(rewinding.keySet());
        return ours;
    }

    /** @return the partitions, of those named, that were ours, with their former lives */
    Set<SourcePartition> close(Collection<TopicPartition> partitions) {
        Set<SourcePartition> closed = new HashSet<>();
        for (TopicPartition partition : partitions) {
            boolean wasRead = readings.remove(partition) != null;
            boolean wasRewinding = rewinding.remove(partition) != null;
            if (wasRead || wasRewinding) {
                closed.add(source(partition));
                closed.addAll(former.getOrDefault(partition, Set.of()));
            }
            former.remove(partition);
        }
        last = null;
        return closed;
    }

    boolean isOurs(TopicPartition partition) {
        return readings.containsKey(partition) || rewinding.containsKey(partition);
    }

    /** The session that a record counts for; null if it will be read again. Records of a batch come in their order. */
    @Nullable Session session(String topic, int partition, long offset, Turns turns) {
        Reading reading = last;
        if (reading == null
                || reading.partition.partition() != partition
                || !reading.partition.topic().equals(topic)) {
            reading = readings.get(new TopicPartition(topic, partition));
            last = reading;
            if (reading == null) {
                return null;
            }
        }
        long before = reading.offset;
        reading.offset = offset;
        if (before == NOWHERE) {
            turns.begins(reading.session, offset);
        }
        return offset > before ? reading.session : turns.wentBack(reading.partition, before, offset);
    }

    /** Begins new sessions where Connect has sought since the last batch. To be called before anything else of a batch. */
    void finishRewinds(BiConsumer<Session, Long> rewound) {
        rewinding.forEach((partition, offset) -> rewound.accept(begin(partition), offset));
        rewinding.clear();
    }

    /** Ends the sessions that are to be read again; the rest of the batch does not count for them. */
    void beginRewinds(Supplier<@Nullable Rewind> rewinds, BiConsumer<TopicPartition, Long> seek) {
        for (Rewind rewind = rewinds.get(); rewind != null; rewind = rewinds.get()) {
            SourcePartition source = rewind.session().source();
            TopicPartition partition = new TopicPartition(source.topic(), source.partition());
            Reading reading = readings.get(partition);
            if (reading != null && rewind.session().equals(reading.session)) {
                seek(partition, rewind.offset(), seek);
            }
        }
    }

    SourcePartition source(TopicPartition partition) {
        return new SourcePartition(partition.topic(), partition.partition(), epochs.getOrDefault(partition, 0L));
    }

    private Session begin(TopicPartition partition) {
        Session session = new Session(source(partition), ++lastSession);
        Reading reading = new Reading(partition, session);
        readings.put(partition, reading);
        last = null;
        return session;
    }
}
