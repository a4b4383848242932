// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import dev.alluvium.connect.sink.SteppedTask;
import dev.alluvium.connect.sink.core.FlushPolicy;
import dev.alluvium.connect.sink.simulation.Worker.Role;
import dev.alluvium.connect.sink.write.FakeRegister;
import dev.alluvium.connect.sink.write.SteppedPipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;

/**
 * Whole tasks, a group that moves their partitions about, and storage that fails, all in one thread and in an order that a
 * seed decides. Each thread of a task stands still wherever it asks storage for something, while others go on. After each
 * step a reader of each table must see exactly the records up to its txns, and nothing may be acknowledged that is not in
 * all of its tables; in the end everything is there, once.
 */
final class Simulation implements SteppedPipeline.Time {
    private static final int MAX_DEPTH = 3;
    private static final int ROUNDS_TO_THE_END = 5_000;
    private static final int MAX_PER_TURN = 12;
    /** Of how many waits others use one: those around a call to a port, and those for the requests within it. */
    private static final int AROUND_A_CALL = 8;

    private static final int WITHIN_A_CALL = 32;
    private static final FlushPolicy FLUSH = new FlushPolicy(1_000, 40, 1_000_000);
    /** Room for so few rows that tables are closed and uploads are waited for all the time, and for some more. */
    private static final long TIGHT_MEMORY_BYTES = 600;

    private static final long MEMORY_BYTES = 3_000;

    private final Plan plan;
    private final SplittableRandom random;
    private final Topics topics;
    private final Group group = new Group();
    private final Warehouse warehouse;
    private final Invariants invariants;
    /** What is known of a log for ten minutes, is for as long as a request may be under way. */
    private static final long SLOWER = Duration.ofMinutes(10).toMillis() / Warehouse.MAX_FILE_AGE_MS;

    private final List<Host> hosts = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final Frames frames;
    private final Rebalances rebalances;
    /** Whether files sometimes wait until they are too old. */
    private final boolean slow;

    private final long memoryBytes;

    private long nowMs = 1_000_000;
    private long started;
    private boolean ending;

    Simulation(Plan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
        this.topics = new Topics(plan.seed(), 1 + random.nextInt(3), 1 + random.nextInt(3));
        this.warehouse = new Warehouse(
                plan.log().logs(() -> Instant.ofEpochMilli(nowMs * SLOWER), () -> letOthersAct(WITHIN_A_CALL)),
                this::nowMs,
                this::note);
        this.invariants = new Invariants(warehouse, topics);
        this.frames = new Frames(this::inherit);
        this.rebalances = new Rebalances(topics, group, invariants, frames, this::anyWorker, this::note);
        this.slow = random.nextInt(4) == 0;
        this.memoryBytes = random.nextInt(8) == 0 ? TIGHT_MEMORY_BYTES : MEMORY_BYTES;
        int tasks = 1 + random.nextInt(4);
        int places = 1 + random.nextInt(tasks);
        for (int number = 0; number < places; number++) {
            hosts.add(newHost());
        }
        for (int number = 0; number < tasks; number++) {
            workers.add(newWorker(hosts.get(number % places)));
        }
    }

    private Host newHost() {
        return new Host(() -> plan.seed() + ++started);
    }

    private Worker newWorker(Host host) {
        Storage storage = new Storage(
                warehouse.logs(),
                warehouse.files(),
                () -> letOthersAct(AROUND_A_CALL),
                warehouse::finished,
                this::note);
        FakeRegister register = warehouse.register();
        Worker worker = new Worker(
                workers.size(),
                () -> new SteppedTask(
                        partition -> topics.describe(partition, group.committed(partition)),
                        new SteppedTask.Warehouse(storage, storage, register, warehouse::tables),
                        host.memory(),
                        this,
                        plan.seed() + ++started,
                        Topics.properties(),
                        new SteppedTask.Bounds(FLUSH, memoryBytes, 1_000, Warehouse.MAX_FILE_AGE_MS)),
                topics,
                group,
                this::note);
        host.add(worker);
        return worker;
    }

    /** @throws AssertionError with the plan and what led there, if a row is lost or doubled, or a rule is broken */
    void run() {
        try {
            topics.partitions().forEach(partition -> rebalances.give(partition, anyWorker()));
            for (int step = 0; step < plan.steps(); step++) {
                step();
                invariants.check();
            }
            bringHome();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(plan + "\n  " + String.join("\n  ", trace), e);
        } finally {
            warehouse.logs().close();
        }
    }

    List<String> trace() {
        return trace;
    }

    private void step() {
        Event event = Event.of(random.nextInt(Event.weights()));
        Worker worker = anyWorker();
        TopicPartition partition =
                topics.partitions().get(random.nextInt(topics.partitions().size()));
        int drawn = random.nextInt(1 << 20);
        if (plan.leftOut().contains(event)) {
            return;
        }
        switch (event) {
            case POLL -> frames.act(worker, Role.TASK, () -> worker.poll(1 + drawn % MAX_PER_TURN));
            case OFFSETS -> frames.act(worker, Role.TASK, () -> worker.commitOffsets(invariants::checkAcknowledged));
            case ENCODE -> frames.act(worker, Role.ENCODER, worker::encode);
            case COMMIT -> frames.act(worker, Role.COMMITTER, worker::commit);
            // Nobody stands still in the middle of a request for as long as files are kept.
            case TIME ->
                nowMs += slow && drawn % 5 == 0 && frames.depth() == 0 ? Warehouse.MAX_FILE_AGE_MS : drawn % 700;
            case PRODUCE -> topics.produce(partition, 1 + drawn % 20);
            case MOVE -> rebalances.move(partition, anyWorker());
            case REBALANCE -> rebalances.moveAll(worker, () -> random.nextInt(4) == 0 ? anyWorker() : worker);
            case ZOMBIE -> rebalances.snatch(partition, anyWorker());
            case KILL -> hosts.stream().filter(host -> host.has(worker)).forEach(rebalances::kill);
            case STALE_OFFSETS -> {
                long stale = (long) (group.offset(partition) * (drawn % 100) / 100.0);
                note("the group remembers " + stale + " of " + partition);
                group.fallBack(partition, stale);
            }
            case REMAKE -> {
                if (drawn % 8 == 0) {
                    remake(partition.topic(), drawn % 16 == 0);
                }
            }
            default -> warehouse.meet(event, drawn);
        }
    }

    /** To be called wherever a thread of a task waits for storage. */
    private void letOthersAct(int waitsForOne) {
        if (!ending && frames.depth() <= MAX_DEPTH && random.nextInt(waitsForOne) == 0) {
            int steps = 1 + random.nextInt(6);
            for (int step = 0; step < steps; step++) {
                step();
            }
        }
        frames.goOn();
    }

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public void pass(long durationMs) {
        nowMs += durationMs;
        if (ending && frames.depth() <= MAX_DEPTH) {
            workers.forEach(this::takeTurns);
        }
        letOthersAct(AROUND_A_CALL);
    }

    /** @param forgets whether the group's offsets go with the topic */
    private void remake(String topic, boolean forgets) {
        List<TopicPartition> remade = topics.remake(topic);
        if (remade.isEmpty()) {
            return;
        }
        note(topic + " is made again; the group's offsets " + (forgets ? "go" : "stay"));
        hosts.forEach(rebalances::kill);
        if (forgets) {
            remade.forEach(group::forget);
        }
    }

    private void inherit(Worker failed) {
        rebalances.inherit(failed);
    }

    private Worker anyWorker() {
        return workers.get(random.nextInt(workers.size()));
    }

    /** Nothing fails any more: whoever has a partition brings it to its end, and then one more task takes over everything. */
    private void bringHome() {
        note("all troubles end");
        ending = true;
        warehouse.heal();
        awaitHome();
        Worker last = newWorker(newHost());
        workers.add(last);
        topics.partitions().forEach(partition -> {
            topics.produce(partition, 1);
            rebalances.snatch(partition, last);
        });
        awaitHome();
        invariants.checkComplete();
    }

    private void awaitHome() {
        for (int round = 0; round < ROUNDS_TO_THE_END && !isHome(); round++) {
            workers.forEach(this::takeTurns);
            warehouse.landAny();
            invariants.check();
            nowMs += 100;
        }
        if (!isHome()) {
            throw new AssertionError("not everything was acknowledged");
        }
    }

    private boolean isHome() {
        return topics.partitions().stream()
                .allMatch(partition -> group.committed(partition)
                                .filter(offset -> topics.isEnd(partition, offset))
                                .isPresent()
                        && group.owner(partition).orElseThrow().hasRead(List.of(partition)));
    }

    private void takeTurns(Worker worker) {
        frames.act(worker, Role.TASK, () -> worker.poll(MAX_PER_TURN));
        frames.act(worker, Role.ENCODER, worker::encode);
        frames.act(worker, Role.COMMITTER, worker::commit);
        frames.act(worker, Role.TASK, () -> worker.commitOffsets(invariants::checkAcknowledged));
    }

    private void note(String what) {
        trace.add(nowMs + " " + "  ".repeat(frames.depth()) + what);
    }
}
