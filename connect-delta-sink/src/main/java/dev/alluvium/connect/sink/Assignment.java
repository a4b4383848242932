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
    private final Map<TopicPartition, Session> sessions = new HashMap<>();
    /** Sought by the last {@code put}: Connect carries that out before it reads the next batch. */
    private final Map<TopicPartition, Long> rewinding = new HashMap<>();

    private TopicPartition lastRead = new TopicPartition("", -1);
    private long lastSession;

    Session open(TopicPartition partition) {
        rewinding.remove(partition);
        return begin(partition);
    }

    /** @return the partitions, of those named, that were ours */
    Set<SourcePartition> close(Collection<TopicPartition> partitions) {
        Set<SourcePartition> closed = new HashSet<>();
        for (TopicPartition partition : partitions) {
            boolean wasRead = sessions.remove(partition) != null;
            boolean wasRewinding = rewinding.remove(partition) != null;
            if (wasRead || wasRewinding) {
                closed.add(source(partition));
            }
        }
        return closed;
    }

    boolean isOurs(TopicPartition partition) {
        return sessions.containsKey(partition) || rewinding.containsKey(partition);
    }

    /** The session a batch's records of the partition count for; null if they will be read again. */
    @Nullable Session session(String topic, int partition) {
        if (!lastRead.topic().equals(topic) || lastRead.partition() != partition) {
            lastRead = new TopicPartition(topic, partition);
        }
        return sessions.get(lastRead);
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
            if (rewind.session().equals(sessions.get(partition))) {
                sessions.remove(partition);
                rewinding.put(partition, rewind.offset());
                seek.accept(partition, rewind.offset());
            }
        }
    }

    static SourcePartition source(TopicPartition partition) {
        return new SourcePartition(partition.topic(), partition.partition());
    }

    private Session begin(TopicPartition partition) {
        Session session = new Session(source(partition), ++lastSession);
        sessions.put(partition, session);
        return session;
    }
}
