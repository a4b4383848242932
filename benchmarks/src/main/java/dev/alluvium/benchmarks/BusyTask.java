// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.connect.sink.DeltaSinkTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** One of many tasks, each with a partition of its own and a thread of its own, as Connect has it. */
final class BusyTask implements Runnable {
    private static final int BATCH = 500;
    private static final long POLL_MS = 5;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long FIRST_TIMESTAMP_MS = 1_790_000_000_000L;

    private final DeltaSinkTask task = new DeltaSinkTask();
    private final PacedContext context;
    private final TopicPartition partition;
    private final List<Struct> values;
    private final long rows;
    private final double rowsPerSecond;

    /**
     * @param worker tasks of one worker commit together what they have for one table
     * @param rowsPerSecond of this task, infinite for as many as it can take
     */
    BusyTask(
            Path warehouse,
            String worker,
            int number,
            TopicPartition partition,
            List<Struct> values,
            long rows,
            double rowsPerSecond) {
        this.partition = partition;
        this.values = values;
        this.rows = rows;
        this.rowsPerSecond = rowsPerSecond;
        this.context = new PacedContext(partition);
        Map<String, String> settings = new HashMap<>(Map.of(
                "name",
                worker,
                "alluvium.task.id",
                Integer.toString(number),
                "delta.txn.app.id",
                "benchmark",
                "delta.warehouse",
                warehouse.toString(),
                "delta.commit.interval.ms",
                System.getProperty("interval.ms", "1000"),
                "delta.memory.max.bytes",
                "33554432"));
        task.initialize(context);
        task.start(settings);
        task.open(List.of(partition));
    }

    @Override
    public void run() {
        try {
            long began = System.nanoTime();
            for (long offset = 0; offset < rows; offset += BATCH) {
                while (context.paused() || System.nanoTime() - began < offset / rowsPerSecond * NANOS_PER_SECOND) {
                    poll();
                }
                task.put(batch(offset));
            }
            while (acknowledged() < rows) {
                poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<SinkRecord> batch(long from) {
        List<SinkRecord> batch = new ArrayList<>(BATCH);
        for (long offset = from; offset < Math.min(rows, from + BATCH); offset++) {
            Struct value = values.get((int) (offset % values.size()));
            batch.add(new SinkRecord(
                    partition.topic(),
                    partition.partition(),
                    null,
                    null,
                    value.schema(),
                    value,
                    offset,
                    FIRST_TIMESTAMP_MS + offset,
                    TimestampType.CREATE_TIME));
        }
        return batch;
    }

    private void poll() throws InterruptedException {
        Thread.sleep(POLL_MS);
        task.put(List.of());
    }

    private long acknowledged() {
        OffsetAndMetadata safe =
                task.preCommit(Map.of(partition, new OffsetAndMetadata(rows))).get(partition);
        return safe == null ? 0 : safe.offset();
    }

    void stop() {
        task.close(List.of(partition));
        task.stop();
    }
}
