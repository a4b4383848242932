// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.delta.DeltaTableLogs;
import dev.alluvium.connect.sink.delta.StorageSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The task as Connect calls it, down to a warehouse in a directory. */
@Timeout(120)
final class DeltaSinkTaskTest {
    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final TopicPartition TWO = new TopicPartition("orders", 2);

    @TempDir
    Path warehouse;

    private final List<DeltaSinkTask> tasks = new ArrayList<>();
    private final FakeSinkContext context = new FakeSinkContext();

    @AfterEach
    void stop() {
        tasks.forEach(DeltaSinkTask::stop);
        // They may be about to make a table, and the directory is to be removed.
        Instant deadline = Instant.now().plusSeconds(10);
        while (Instant.now().isBefore(deadline) && threadsRun()) {
            Thread.onSpinWait();
        }
    }

    private static boolean threadsRun() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("delta-sink-sink-"));
    }

    @Test
    void saysSoWhenItWasNotStarted() {
        DeltaSinkTask task = new DeltaSinkTask();

        assertThatThrownBy(() -> task.put(List.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessage("the task was not started");
        task.close(List.of(ONE));
        task.stop();
    }

    @Test
    void acknowledgesNothingThatIsNotInItsTable() {
        DeltaSinkTask task = started(context, Map.of());
        open(task, ONE);
        task.put(records(ONE, 5, 9));

        assertThat(acknowledged(task, Map.of(ONE, 10L))).isEqualTo(Map.of(ONE, 5L));
    }

    @Test
    void acknowledgesWhatWasConsumedOfAPartitionWithNothingPending() {
        DeltaSinkTask task = started(context, Map.of());
        open(task, ONE);
        open(task, TWO);
        task.put(records(ONE, 5, 9));

        // What a transform dropped was consumed, and never came here.
        assertThat(acknowledged(task, Map.of(ONE, 10L, TWO, 77L))).isEqualTo(Map.of(ONE, 5L, TWO, 77L));
    }

    @Test
    void saysNothingOfPartitionsThatAreNotItsOwn() throws Exception {
        DeltaSinkTask task = started(context, Map.of());
        open(task, ONE);
        task.put(records(TWO, 0, 4));

        assertThat(acknowledged(task, Map.of(ONE, 3L, TWO, 5L))).isEqualTo(Map.of(ONE, 3L));
        close(task, ONE);
        assertThat(txns()).isEmpty();
    }

    @Test
    void commitsWhatIsRevokedBeforeItIsGivenAway() throws Exception {
        DeltaSinkTask task = started(context, Map.of());
        open(task, ONE);
        task.put(records(ONE, 0, 9));
        acknowledged(task, Map.of(ONE, 10L));
        close(task, ONE);

        assertThat(txns()).isEqualTo(Map.of("sink/orders@0/1", 9L));
    }

    @Test
    void dropsWhatIsLost() throws Exception {
        DeltaSinkTask task = started(context, Map.of());
        open(task, ONE);
        task.put(records(ONE, 0, 9));
        close(task, ONE);

        assertThat(txns()).isEmpty();
        assertThat(acknowledged(task, Map.of(ONE, 10L))).isEmpty();
    }

    @Test
    void commitsByItselfAndAsksForItsOffsetsToBeCommitted() {
        DeltaSinkTask task = started(context, Map.of("delta.commit.max.records", "10"));
        open(task, ONE);
        task.put(records(ONE, 0, 9));
        while (context.commitsRequested == 0) {
            task.put(List.of());
            Thread.onSpinWait();
        }

        assertThat(acknowledged(task, Map.of(ONE, 10L))).isEqualTo(Map.of(ONE, 10L));
    }

    @Test
    void seeksBackToWhatAFenceDroppedAndEndsWithEveryRowOnce() throws Exception {
        DeltaSinkTask zombie = started(context, Map.of("delta.commit.max.records", "10"));
        open(zombie, ONE);
        zombie.put(records(ONE, 0, 8));
        awaitVersion(0);
        FakeSinkContext ofOwner = new FakeSinkContext();
        DeltaSinkTask owner = started(ofOwner, Map.of());
        ofOwner.assigned.add(ONE);
        owner.open(List.of(ONE));
        owner.put(records(ONE, 0, 4));
        acknowledged(owner, Map.of(ONE, 5L));
        owner.close(List.of(ONE));

        zombie.put(records(ONE, 9, 9));
        while (context.sought.isEmpty()) {
            zombie.put(List.of());
            Thread.onSpinWait();
        }
        assertThat(context.sought).isEqualTo(Map.of(ONE, 0L));
        assertThat(acknowledged(zombie, Map.of(ONE, 10L))).isEqualTo(Map.of(ONE, 0L));
        zombie.put(records(ONE, 0, 11));
        acknowledged(zombie, Map.of(ONE, 12L));
        close(zombie, ONE);

        assertThat(txns()).isEqualTo(Map.of("sink/orders@0/1", 11L));
    }

    @Test
    void failsWithTheReasonAndNotToBeRepeatedWhenItsTableCannotBeWritten() throws Exception {
        Path log = Files.createDirectories(warehouse.resolve("orders/_delta_log"));
        Files.writeString(
                log.resolve("00000000000000000000.json"),
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"odd\"]}}\n"
                        + "{\"metaData\":{\"id\":\"m\",\"format\":{\"provider\":\"parquet\",\"options\":{}},"
                        + "\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[]}\",\"partitionColumns\":[],"
                        + "\"configuration\":{}}}\n");
        DeltaSinkTask task = started(context, Map.of());
        open(task, ONE);
        task.put(records(ONE, 0, 4));

        ConnectException failure = catchThrowableOfType(ConnectException.class, () -> {
            while (true) {
                task.put(List.of());
                Thread.onSpinWait();
            }
        });
        assertThat(failure)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageStartingWith("Table orders: ")
                .hasMessageContaining("odd");
        assertThat(acknowledged(task, Map.of(ONE, 5L))).isEqualTo(Map.of(ONE, 0L));
    }

    private DeltaSinkTask started(FakeSinkContext context, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name", "sink",
                "topics", "orders",
                "alluvium.task.id", String.valueOf(tasks.size()),
                "delta.warehouse", warehouse.toString(),
                "delta.table.name.template", "${topic}",
                "delta.commit.interval.ms", "3600000",
                "delta.close.timeout.ms", "30000"));
        properties.putAll(more);
        DeltaSinkTask task = new DeltaSinkTask();
        task.initialize(context);
        task.start(properties);
        tasks.add(task);
        return task;
    }

    private void open(DeltaSinkTask task, TopicPartition partition) {
        context.assigned.add(partition);
        task.open(List.of(partition));
    }

    private void close(DeltaSinkTask task, TopicPartition partition) {
        task.close(List.of(partition));
        context.assigned.remove(partition);
    }

    private static List<SinkRecord> records(TopicPartition partition, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(offset -> new SinkRecord(
                        partition.topic(),
                        partition.partition(),
                        null,
                        null,
                        Schema.STRING_SCHEMA,
                        "v" + offset,
                        offset))
                .toList();
    }

    private static Map<TopicPartition, Long> acknowledged(DeltaSinkTask task, Map<TopicPartition, Long> consumed) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        consumed.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
        Map<TopicPartition, Long> acknowledged = new HashMap<>();
        task.preCommit(positions).forEach((partition, offset) -> acknowledged.put(partition, offset.offset()));
        return acknowledged;
    }

    private void awaitVersion(long version) {
        Path file = warehouse.resolve("orders/_delta_log").resolve(String.format("%020d.json", version));
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
    }

    private Map<String, Long> txns() throws Exception {
        StorageSettings settings = new StorageSettings(
                warehouse.toUri().toString().replaceAll("/$", ""), LogLibrary.KERNEL, 100, Map.of());
        return new DeltaTableLogs(settings, "0-test")
                .open(new TableName("orders"))
                .load(Set.of("sink/orders@0/1", "sink/orders@0/2"))
                .txns();
    }
}
