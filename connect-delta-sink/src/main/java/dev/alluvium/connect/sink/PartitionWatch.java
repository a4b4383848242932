// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the reading of partitions, and begins it anew where their topics or the settings turn out to be others. */
final class PartitionWatch implements Assignment.Turns {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);
    /** A topic that is made again quickly enough is not even noticed by Kafka's own consumer. */
    private static final long LOOK_INTERVAL_MS = 300_000;

    private final Assignment assignment;
    private final TopicLives topics;
    private final SettingsWatch settings;
    private final Consumer<Session> opened;
    private final BiConsumer<TopicPartition, Long> seek;
    private final LongSupplier nowMs;
    private long nextLookMs;

    /**
     * @param opened is told of each session before its first record
     * @param seek is told where a partition is to be read from instead
     */
    PartitionWatch(
            Assignment assignment,
            TopicLives topics,
            SettingsWatch settings,
            Consumer<Session> opened,
            BiConsumer<TopicPartition, Long> seek,
            LongSupplier nowMs) {
        this.assignment = assignment;
        this.topics = topics;
        this.settings = settings;
        this.opened = opened;
        this.seek = seek;
        this.nowMs = nowMs;
    }

    /** @throws ConnectException if a partition is not to be read as it is */
    void open(Collection<TopicPartition> partitions) {
        topics.of(partitions).forEach(this::begin);
        settings.opened(partitions.stream().map(assignment::source).toList());
        nextLookMs = nowMs.getAsLong() + LOOK_INTERVAL_MS;
    }

    /** Looks whether topics were made again, now and then. To be called between batches. */
    void lookAgain() {
        if (!topics.canAsk() || nowMs.getAsLong() < nextLookMs) {
            return;
        }
        nextLookMs = nowMs.getAsLong() + LOOK_INTERVAL_MS;
        try {
            follow(assignment.partitions());
        } catch (OutOfReachException e) {
            LOG.warn("Whether topics were made again will be looked at later", e);
        }
    }

    @Override
    public void begins(Session session, long offset) {
        settings.begins(session.source(), offset);
    }

    @Override
    public @Nullable Session wentBack(TopicPartition partition, long from, long to) {
        if (!follow(List.of(partition))) {
            // Only a log that is a new one, or has lost its end, makes Kafka do so.
            throw new ConnectException(partition + " went back from offset " + from + " to " + to
                    + " by itself: its topic was deleted and made again, or Kafka has lost its end. The tables would skip what "
                    + "they take for known. Set " + TopicConfigDef.BOOTSTRAP_SERVERS
                    + " for the connector to tell which, and "
                    + TopicConfigDef.RECREATED + "=restart to take the new topic's records as those of its next epoch");
        }
        return null;
    }

    /** @return whether a topic was found to be another one, which is then read from its start */
    private boolean follow(Collection<TopicPartition> partitions) {
        boolean found = false;
        for (Map.Entry<TopicPartition, TopicLives.Life> now :
                topics.of(partitions).entrySet()) {
            TopicLives.Life life = now.getValue();
            if (life.epoch() != assignment.source(now.getKey()).epoch()) {
                begin(now.getKey(), new TopicLives.Life(life.epoch(), life.start(), false));
                found = true;
            }
        }
        return found;
    }

    private void begin(TopicPartition partition, TopicLives.Life life) {
        opened.accept(assignment.open(partition, life.epoch()));
        if (!life.isOffsetOurs()) {
            assignment.seek(partition, life.start(), seek);
        }
    }
}
