// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TaskRig.partition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.core.Row;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TestRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Three tasks, three partitions, two tables, and everything in an order that a seed decides: partitions move, are lost, or
 * move without their old owner being told; requests and replies vanish, or arrive late; uploads break. After each step a
 * reader of each table must see exactly the offsets up to its txns, and in the end all there is, once.
 */
final class RandomSchedule {
    private static final int STEPS = 120;
    private static final int PARTITIONS = 3;
    private static final int TASKS = 3;
    private static final List<WriteFault> FAULTS = List.of(WriteFault.values());
    private static final List<TableName> TABLES = List.of(new TableName("evens"), new TableName("odds"));
    private static final List<RowShape> SHAPES = List.of(
            TestRows.of(TestRows.column("a", ColumnType.Primitive.STRING)),
            TestRows.of(TestRows.column("b", ColumnType.Primitive.LONG)));

    private final int seed;
    private final Random random;
    private final FakeDeltaLogs logs = new FakeDeltaLogs();
    private final FakeDataFiles files = new FakeDataFiles();
    private final List<TaskRig> tasks = new ArrayList<>();
    /** What the group knows: who owns a partition, and from where the next owner begins. */
    private final int[] owners = new int[PARTITIONS];

    private final long[] groupOffsets = new long[PARTITIONS];
    private final List<String> trace = new ArrayList<>();
    private final Map<Integer, Set<Integer>> held = new TreeMap<>();

    RandomSchedule(int seed) {
        this.seed = seed;
        this.random = new Random(seed);
        for (int task = 0; task < TASKS; task++) {
            tasks.add(newTask(task));
            held.put(task, new HashSet<>());
        }
    }

    private TaskRig newTask(int number) {
        return new TaskRig(logs, files, new FlushPolicy(TaskRig.INTERVAL_MS, 40, 1_000_000), 300, seed * 10L + number);
    }

    void run() {
        try {
            for (int p = 0; p < PARTITIONS; p++) {
                assign(p, random.nextInt(TASKS));
            }
            for (int step = 0; step < STEPS; step++) {
                step();
                checkInvariant();
            }
            finish();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + " after " + String.join(", ", trace), e);
        }
    }

    private void step() {
        int number = random.nextInt(TASKS);
        TaskRig task = tasks.get(number);
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> held.get(number).forEach(p -> read(task, number, p));
            case 4 -> {
                note("seal", number);
                task.seal();
            }
            case 5, 6 -> {
                note("attempt", number);
                task.nowMs += random.nextInt(500);
                task.attempt();
            }
            case 7 -> {
                note("listen", number);
                task.listen();
                acknowledge(number);
            }
            case 8 -> {
                note("rewind" + task.rewinds, number);
                task.rewind();
            }
            case 9 -> move();
            case 10 -> fault();
            default -> {
                note("late", number);
                TABLES.forEach(table -> landLate(logs.log(table)));
            }
        }
    }

    private void read(TaskRig task, int number, int p) {
        Session session = task.sessions.get(partition(p));
        int count = 1 + random.nextInt(10);
        long from = task.positions.get(partition(p));
        note("read p" + p + " " + from + "+" + count, number);
        RowShape shape = SHAPES.get(random.nextInt(2));
        task.hand(LongStream.range(from, from + count)
                .mapToObj(offset -> new Row(TABLES.get((int) (offset % 2)), session, offset, shape, "content", 1))
                .toList());
        task.positions.put(partition(p), from + count);
    }

    /** Only the owner's word counts, as the group's generation has it. */
    private void acknowledge(int number) {
        for (int p : held.get(number)) {
            if (owners[p] == number) {
                groupOffsets[p] = Math.max(groupOffsets[p], tasks.get(number).acknowledged(p));
            }
        }
    }

    private void move() {
        int p = random.nextInt(PARTITIONS);
        int before = owners[p];
        int next = random.nextInt(TASKS);
        if (held.get(next).contains(p)) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> {
                note("revoke p" + p, before);
                tasks.get(before).flush(p);
                acknowledge(before);
                lose(before, p);
            }
            case 1 -> {
                note("lose p" + p, before);
                lose(before, p);
            }
            default -> note("zombie with p" + p, before);
        }
        assign(p, next);
    }

    private void lose(int number, int p) {
        tasks.get(number).lose(p);
        held.get(number).remove(p);
    }

    private void assign(int p, int number) {
        note("open p" + p + " at " + groupOffsets[p], number);
        owners[p] = number;
        held.get(number).add(p);
        tasks.get(number).open(p, groupOffsets[p]);
    }

    private void fault() {
        FakeDeltaLog log = logs.log(TABLES.get(random.nextInt(2)));
        switch (random.nextInt(4)) {
            case 0 -> files.failFinishes(1);
            case 1 -> files.failAppends(1);
            case 2 -> log.failReads(1);
            default -> {
                WriteFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
                note(fault.toString(), -1);
                log.onNextWrite(fault);
            }
        }
    }

    private void landLate(FakeDeltaLog log) {
        if (log.hasInFlight()) {
            log.landInFlight();
        }
    }

    private void note(String what, int task) {
        trace.add(task + ":" + what);
    }

    private void checkInvariant() {
        for (int table = 0; table < TABLES.size(); table++) {
            FakeDeltaLog log = logs.log(TABLES.get(table));
            Map<String, List<Long>> offsets = Visible.offsets(log, files);
            for (int p = 0; p < PARTITIONS; p++) {
                long txn = log.txns().getOrDefault(tasks.get(0).appId(p), -1L);
                assertThat(offsets.getOrDefault(partition(p).toString(), List.of()))
                        .as("table %s, partition %d, txn %d", TABLES.get(table), p, txn)
                        .isEqualTo(belonging(table, txn));
            }
        }
    }

    private static List<Long> belonging(int table, long last) {
        return LongStream.rangeClosed(0, last)
                .filter(offset -> offset % 2 == table)
                .boxed()
                .toList();
    }

    /** One task takes over everything while the others are gone, and reads on to offset 400. */
    private void finish() {
        TaskRig last = newTask(TASKS);
        tasks.add(last);
        held.put(TASKS, new HashSet<>());
        long end = 400;
        for (int p = 0; p < PARTITIONS; p++) {
            assign(p, TASKS);
        }
        for (int round = 0; round < 200; round++) {
            last.rewind();
            boolean read = false;
            for (int p = 0; p < PARTITIONS; p++) {
                if (last.positions.get(partition(p)) < end) {
                    read(last, TASKS, p);
                    read = true;
                }
            }
            last.seal();
            last.work();
            TABLES.forEach(table -> landLate(logs.log(table)));
            checkInvariant();
            if (!read && last.rewinds.isEmpty() && last.pendingNowhere()) {
                break;
            }
        }
        for (int p = 0; p < PARTITIONS; p++) {
            assertThat(last.acknowledged(p))
                    .as("acknowledged of partition %d", p)
                    .isEqualTo(last.positions.get(partition(p)));
            for (TableName table : TABLES) {
                long txn = logs.log(table).txns().getOrDefault(last.appId(p), -1L);
                assertThat(txn).as("txn of %s", table).isGreaterThanOrEqualTo(last.positions.get(partition(p)) - 2);
            }
        }
    }
}
