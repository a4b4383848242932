// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.write.Register;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the log of a partition is the one that the tables know, and in which life of its topic it is (rule 11). What
 * was known before stands in a register in the warehouse, one note for each life of each partition, because a partition has
 * one owner, who needs nobody's consent.
 */
final class TopicLives {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLives.class);

    private final Register register;
    private final String folder;
    private final Optional<KafkaLogs> kafka;
    private final RecreatedPolicy policy;
    /** What was read last. */
    private @Nullable Map<String, LifeNote> read;

    /** @param kafka empty if nobody can be asked: then only what is registered counts */
    TopicLives(Register register, String txnAppId, Optional<KafkaLogs> kafka, RecreatedPolicy policy) {
        this.register = register;
        this.folder = "topics/" + LifeNote.fileName(txnAppId);
        this.kafka = kafka;
        this.policy = policy;
    }

    /**
     * Where a partition stands.
     *
     * @param start of its log; 0 if nobody can be asked
     * @param isOffsetOurs whether what the group has committed, if anything, is of this life
     */
    record Life(long epoch, long start, boolean isOffsetOurs) {}

    /**
     * The life of each partition.
     *
     * @throws ConnectException if a log is another one than before and that is not to be taken as it is; {@link
     *     OutOfReachException} if Kafka or the warehouse cannot be asked now
     */
    Map<TopicPartition, Life> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, KafkaLogs.Log> logs =
                kafka.map(asked -> asked.describe(Set.copyOf(partitions))).orElse(Map.of());
        Map<String, LifeNote> newest = newest();
        Map<TopicPartition, Life> lives = new HashMap<>();
        for (TopicPartition partition : partitions) {
            KafkaLogs.Log log = logs.get(partition);
            LifeNote known = newest.get(LifeNote.subject(partition));
            if (log == null) {
                lives.put(partition, new Life(known == null ? 0 : known.epoch(), 0, true));
            } else {
                lives.put(partition, life(partition, log, known));
            }
        }
        return lives;
    }

    private Life life(TopicPartition partition, KafkaLogs.Log log, @Nullable LifeNote known) {
        long epoch = epoch(partition, log, known);
        return new Life(epoch, log.start(), log.committed().isEmpty() || log.committedEpoch() == epoch);
    }

    /**
     * Which life of the partition Kafka has now, without noting anything.
     *
     * @return empty if no life of it was ever noted
     * @throws ConnectException if it is none that was noted; {@link OutOfReachException} if that cannot be told now
     */
    OptionalLong recognised(TopicPartition partition) {
        LifeNote known = newest().get(LifeNote.subject(partition));
        if (known == null || kafka.isEmpty()) {
            return OptionalLong.empty();
        }
        KafkaLogs.Log log = kafka.get().describe(Set.of(partition)).get(partition);
        if (log == null) {
            throw new ConnectException(partition + " is not in this Kafka");
        }
        if (!known.isOf(log)) {
            throw new ConnectException(
                    partition + " is not the log that the tables know: its topic was deleted and made "
                            + "again, or it is in another cluster (topic id " + log.topicId() + ", cluster id "
                            + log.clusterId()
                            + "). What Kafka has at these offsets now are other records");
        }
        return OptionalLong.of(known.epoch());
    }

    /**
     * The epoch by which the tables know the log, without noting anything.
     *
     * @param log null if nobody can be asked
     * @return empty if what they know is another log
     */
    OptionalLong known(TopicPartition partition, KafkaLogs.@Nullable Log log) {
        LifeNote known = newest().get(LifeNote.subject(partition));
        if (known == null) {
            return OptionalLong.of(0);
        }
        return log == null || known.isOf(log) ? OptionalLong.of(known.epoch()) : OptionalLong.empty();
    }

    /** Whether anybody can be asked. */
    boolean canAsk() {
        return kafka.isPresent();
    }

    private long epoch(TopicPartition partition, KafkaLogs.Log log, @Nullable LifeNote known) {
        if (known == null) {
            return begin(LifeNote.of(partition, 0, log), partition, log);
        }
        if (known.isOf(log)) {
            if (log.committedEpoch() == known.epoch()) {
                checkBounds(partition, log);
            }
            return known.epoch();
        }
        if (policy == RecreatedPolicy.FAIL) {
            throw new ConnectException(partition
                    + " is not the log that the tables know: its topic was deleted and made again, "
                    + "or it is in another cluster (topic id " + log.topicId() + ", cluster id " + log.clusterId()
                    + "). Its records count from 0 again, and the tables would skip them. To take them into the same tables, as "
                    + "those of the topic's next epoch, set " + TopicConfigDef.RECREATED + "=restart");
        }
        long epoch = begin(LifeNote.of(partition, known.epoch() + 1, log), partition, log);
        LOG.warn(
                "{} is a new log (topic id {}, cluster id {}): its records are taken as those of epoch {}",
                partition,
                log.topicId(),
                log.clusterId(),
                epoch);
        return epoch;
    }

    private void checkBounds(TopicPartition partition, KafkaLogs.Log log) {
        OptionalLong committed = log.committed();
        if (committed.isEmpty()) {
            return;
        }
        long next = committed.getAsLong();
        if (next > log.end()) {
            throw new ConnectException(partition + " ends at offset " + log.end() + ", but was read up to " + next
                    + " before: Kafka has lost its end, or was put back from a copy. What is written there from now on would be "
                    + "skipped by the tables, which know those offsets. Stop the connector, give it another delta.txn.app.id, set its "
                    + "offset of this partition to " + log.end()
                    + " (PATCH /connectors/<name>/offsets), and start it again");
        }
        if (next < log.start()) {
            String lost = partition + " begins at offset " + log.start() + ", but was read up to " + next
                    + " only: Kafka has deleted " + (log.start() - next) + " offset(s) before they were read";
            if (policy == RecreatedPolicy.FAIL) {
                throw new ConnectException(lost + ". To go on without them, set " + TopicConfigDef.RECREATED
                        + "=restart, or move the connector's offset of this partition to " + log.start()
                        + " (PATCH /connectors/<name>/offsets)");
            }
            LOG.warn("{}; reading goes on behind them", lost);
        }
    }

    private long begin(LifeNote note, TopicPartition partition, KafkaLogs.Log log) {
        try {
            register.add(folder, note.fileName(), LifeNote.text(partition, note.epoch(), log));
            return note.epoch();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * If the warehouse is away, what was read before will do: a note that bears a log's identity stays true, and where nobody
     * can be asked, nobody writes notes either.
     */
    private Map<String, LifeNote> newest() {
        Map<String, LifeNote> before = read;
        if (before != null && kafka.isEmpty()) {
            return before;
        }
        try {
            read = LifeNote.newest(register.names(folder));
            return read;
        } catch (IOException e) {
            if (before == null) {
                throw unreachable(e);
            }
            LOG.warn("The register of topics cannot be read; going by what it held before", e);
            return before;
        }
    }

    private OutOfReachException unreachable(IOException e) {
        return new OutOfReachException(
                "The register of topics in the warehouse (_alluvium/" + folder + ") cannot be reached: "
                        + e.getMessage(),
                e);
    }
}
