// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.write.Pipeline;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pace between Kafka and storage: pauses the partitions while rows on their way hold more memory than allowed, and
 * has Connect come back soon enough to notice what the pipeline has to say.
 */
final class Regulator {
    private static final Logger LOG = LoggerFactory.getLogger(Regulator.class);
    /** Soon enough for a fence, a failure or a commit to be noticed on an idle topic. */
    private static final long BUSY_POLL_MS = 250;

    private static final long PAUSED_POLL_MS = 20;

    /**
     * The share of the budget that may wait for the encoder. A longer queue writes no faster, and records that grow old in
     * it cost the garbage collector more than all the rest: converted records are many small objects.
     */
    private static final int QUEUE_SHARE = 64;

    /** A short wait for the encoder is cheaper than pausing, and far from the poll interval that Kafka allows. */
    private static final long MAX_WAIT_MS = 100;

    private final Pipeline pipeline;
    private final SinkTaskContext context;
    private final long maxMemoryBytes;
    private boolean paused;
    private long acknowledgedCommits;

    Regulator(Pipeline pipeline, SinkTaskContext context, long maxMemoryBytes) {
        this.pipeline = pipeline;
        this.context = context;
        this.maxMemoryBytes = maxMemoryBytes;
    }

    /**
     * To be called at the end of each {@code put}.
     *
     * @param waits whether rows wait for something else than memory
     */
    void afterBatch(boolean waits) {
        long maxQueuedBytes = maxMemoryBytes / QUEUE_SHARE;
        if (pipeline.queuedBytes() > maxQueuedBytes) {
            awaitEncoder(maxQueuedBytes / 4 * 3);
        }
        long usedBytes = pipeline.usedBytes();
        long queuedBytes = pipeline.queuedBytes();
        if (waits || usedBytes > maxMemoryBytes || queuedBytes > maxQueuedBytes) {
            if (!paused && usedBytes > maxMemoryBytes) {
                LOG.info(
                        "Pausing: {} bytes are on their way, {} are allowed (delta.memory.max.bytes)",
                        usedBytes,
                        maxMemoryBytes);
            }
            paused = true;
            // Again for each batch: a rebalance may have brought partitions that are not paused yet.
            context.pause(assigned());
        } else if (paused && usedBytes <= maxMemoryBytes / 4 * 3 && queuedBytes <= maxQueuedBytes / 4 * 3) {
            paused = false;
            context.resume(assigned());
        }
        long commits = pipeline.commits();
        if (commits != acknowledgedCommits) {
            acknowledgedCommits = commits;
            context.requestCommit();
        }
        if (paused) {
            context.timeout(PAUSED_POLL_MS);
        } else if (usedBytes > 0) {
            context.timeout(BUSY_POLL_MS);
        }
    }

    /**
     * Partitions were assigned. Connect pauses again what it still takes for paused, and if the others were resumed while
     * these were on their way from one assignment to the next, nobody has resumed them.
     */
    void opened(Collection<TopicPartition> partitions) {
        TopicPartition[] opened = partitions.toArray(new TopicPartition[0]);
        if (paused) {
            context.pause(opened);
        } else {
            context.resume(opened);
        }
    }

    private void awaitEncoder(long maxQueuedBytes) {
        try {
            pipeline.awaitQueue(maxQueuedBytes, MAX_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TopicPartition[] assigned() {
        Set<TopicPartition> assignment = context.assignment();
        return assignment.toArray(new TopicPartition[0]);
    }
}
