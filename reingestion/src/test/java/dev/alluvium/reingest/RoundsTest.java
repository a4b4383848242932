// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.Reingestion;
import dev.alluvium.verify.Outcome;
import dev.alluvium.verify.TableOffsets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets 0 to 99 were written, and a RESTORE took those from 40 on away. */
class RoundsTest {
    private static final int COMMIT_RECORDS = 7;

    @TempDir
    Path warehouse;

    private final Topic orders = new Topic("orders");
    private SinkTable table;
    private ConnectorSettings settings;

    @BeforeEach
    void makeRestoredTable() throws IOException {
        table = new SinkTable(warehouse.resolve("orders"));
        settings = new ConnectorSettings(Map.of(
                "name", "bronze",
                "delta.warehouse", warehouse.toString(),
                "delta.commit.interval.ms", "100",
                "delta.table.restored", "continue",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "topics", "orders"));
        long version;
        try (RunningTask task = new RunningTask(settings, orders.produce(40))) {
            task.drain(orders);
            version = table.lastVersion();
            orders.produce(60);
            task.drain(orders);
        }
        table.restore(version);
        assertThat(table.verdict().rows()).isEqualTo(40);
    }

    @Test
    void ofTwoAtTheSameMomentOneWritesAndTheOtherLooksAgain() {
        AtomicReference<Round.Count> other = new AtomicReference<>();
        Round.Count one = rounds(orders, () -> {
                    TableOffsets seen = table.offsets();
                    if (other.get() == null) {
                        other.set(rounds(orders, table::offsets).run(0, 99));
                    }
                    // What it saw is out of date by now.
                    return seen;
                })
                .run(0, 99);

        assertThat(other.get()).isEqualTo(new Round.Count(100, 40, 60, 0));
        assertThat(one).isEqualTo(new Round.Count(100, 100, 0, 0));
        assertEachIsThereOnce(100);
    }

    @Test
    void ofTwoWhoseCommitsInterleaveNoneDoublesAnother() {
        AtomicReference<Round.Count> other = new AtomicReference<>();
        RecordLog interrupted = new Interrupted(orders, 60, () -> {
            if (other.get() == null) {
                other.set(rounds(orders, table::offsets).run(0, 99));
            }
        });

        assertThat(rounds(interrupted, table::offsets).run(0, 99).present()).isEqualTo(100);
        assertThat(other.get().present()).isBetween(41L, 99L);
        assertEachIsThereOnce(100);
    }

    @Test
    void manyAtOnceBringEachRowBackOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Round.Count>> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runs.add(() -> rounds(orders, table::offsets).run(0, 99));
            }
            for (Future<Round.Count> run : threads.invokeAll(runs)) {
                assertThat(run.get().elsewhere()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEachIsThereOnce(100);
    }

    @Test
    void whereverOneDiesTheNextGoesOn() {
        for (long offset = 50; offset < 100; offset += 20) {
            RecordLog dies = new Interrupted(orders, offset, () -> {
                throw new IllegalStateException("killed");
            });
            assertThatThrownBy(() -> rounds(dies, table::offsets).run(0, 99)).hasMessage("killed");
        }
        long before = table.verdict().rows();
        assertThat(before).isBetween(41L, 99L);

        Round.Count last = rounds(orders, table::offsets).run(0, 99);

        assertThat(last).isEqualTo(new Round.Count(100, before, 100 - before, 0));
        assertEachIsThereOnce(100);
    }

    @Test
    void theConnectorWritesOnMeanwhile() {
        try (RunningTask task = new RunningTask(settings, orders).from(orders, 100)) {
            RecordLog busy = new Interrupted(orders, 60, () -> {
                orders.produce(20);
                task.drain(orders);
            });

            assertThat(rounds(busy, table::offsets).run(0, 99).appended()).isEqualTo(60);

            orders.produce(20);
            task.drain(orders);
        }
        assertEachIsThereOnce(140);
    }

    private void assertEachIsThereOnce(long rows) {
        assertThat(table.verdict().faults()).isEmpty();
        assertThat(table.verdict().outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(table.verdict().rows()).isEqualTo(rows);
    }

    /** As a process of its own would run it. */
    private Rounds rounds(RecordLog records, Supplier<TableOffsets> offsets) {
        Reingestion reingestion = new Reingestion(settings.entries(), "orders", orders.partition(), 0);
        RecordChain chain = new RecordChain(settings, RoundsTest.class.getClassLoader());
        return new Rounds(
                () -> new Round(reingestion, chain, orders.partition(), 0, true, COMMIT_RECORDS), records, offsets);
    }

    /** Something happens once an offset is reached. */
    private record Interrupted(RecordLog log, long offset, Runnable meanwhile) implements RecordLog {
        @Override
        public long start() {
            return log.start();
        }

        @Override
        public long end() {
            return log.end();
        }

        @Override
        public boolean read(long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
            return log.read(from, to, record -> {
                if (record.offset() == offset) {
                    meanwhile.run();
                }
                return taker.test(record);
            });
        }
    }
}
