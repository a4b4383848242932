// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.connect.sink.DeltaSinkTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The whole sink as Connect runs it: the task, its encoder and committer, and commits to a table on the local disk. */
final class WholeTask implements Contender {
    /** As many as a poll of Connect's consumer gives by default. */
    private static final int BATCH = 500;

    private static final long POLL_MS = 1;

    private final DeltaSinkTask task = new DeltaSinkTask();
    private final PacedContext context;
    private final TopicPartition partition;
    private final Path warehouse;

    WholeTask(TopicPartition partition, Path warehouse, int rowsPerFile) {
        this.partition = partition;
        this.warehouse = warehouse;
        this.context = new PacedContext(partition);
        task.initialize(context);
        task.start(Map.of(
                "name",
                "benchmark",
                "delta.warehouse",
                warehouse.toString(),
                "delta.commit.interval.ms",
                "600000",
                "delta.commit.max.records",
                Integer.toString(rowsPerFile)));
        task.open(List.of(partition));
    }

    @Override
    public String name() {
        return "the whole sink: task, encoder, committer";
    }

    @Override
    public void write(List<SinkRecord> records) throws InterruptedException {
        for (int from = 0; from < records.size(); from += BATCH) {
            while (context.paused()) {
                poll();
            }
            task.put(records.subList(from, Math.min(records.size(), from + BATCH)));
        }
        long end = records.get(records.size() - 1).kafkaOffset() + 1;
        while (acknowledged(end) < end) {
            poll();
        }
    }

    /** What Connect does while nothing may be read: it comes back all the same. */
    private void poll() throws InterruptedException {
        Thread.sleep(POLL_MS);
        task.put(List.of());
    }

    private long acknowledged(long end) {
        OffsetAndMetadata safe =
                task.preCommit(Map.of(partition, new OffsetAndMetadata(end))).get(partition);
        return safe == null ? 0 : safe.offset();
    }

    @Override
    public long writtenBytes() throws IOException {
        try (Stream<Path> files = Files.walk(warehouse)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.toString().contains("_delta_log"))
                    .mapToLong(WholeTask::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        task.close(List.of(partition));
        task.stop();
    }
}
