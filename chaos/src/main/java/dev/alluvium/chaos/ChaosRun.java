// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.bronze.CommitFeed;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.proof.Drain;
import dev.alluvium.quickstart.proof.Proof;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.ShopSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** One run: a stack at work, faults without pause, then peace, and the comparison of what went in with what came out. */
public final class ChaosRun implements AutoCloseable {
    private static final double TRANSACTIONS_PER_SECOND = 6;
    private static final double LINES_PER_SECOND = 60;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ChaosCase about;
    private final ChaosSettings settings;
    private final Journal journal;
    private final ChaosStack stack;
    private final Operator operator;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "chaos");
        thread.setDaemon(true);
        return thread;
    });

    private ChaosRun(ChaosCase about, ChaosSettings settings, Journal journal, ChaosStack stack) {
        this.about = about;
        this.settings = settings;
        this.journal = journal;
        this.stack = stack;
        this.operator = new Operator(stack, journal);
    }

    /** Prepares a run; the caller closes it. */
    public static ChaosRun prepare(ChaosCase about, ChaosSettings settings) {
        return new ChaosRun(about, settings, Journal.open(settings.logs(), about), ChaosStack.prepare(about));
    }

    /** Does all of it. The stack is then at peace, its workers stopped, and stays until {@link #close}. */
    public Verdict run() throws IOException {
        begin();
        torment();
        heal();
        Witnesses witnesses = compare(stack.warehouse().uri());
        journal.note(witnesses.verify().said());
        return new Verdict(
                about, journal.tally(), stack.faults().outcomes(), witnesses, journal.file(), journal.seconds());
    }

    /** Compares the tables of any warehouse with what went into this stack. */
    public Witnesses compare(URI warehouse) {
        return new Witnesses(
                VerifyCommand.run(Path.of(warehouse), stack.broker().bootstrapServers()),
                new Proof(stack.offsets(), Warehouse.open(warehouse))
                        .run(stack.database(), stack.logs().sent()));
    }

    /** The tables. */
    public Path warehouse() {
        return Path.of(stack.warehouse().uri());
    }

    private void begin() {
        stack.workers().start();
        stack.connectors().register(stack.workers().rest());
        stack.logs().start(LINES_PER_SECOND);
        long rows = stack.database().rows();
        await("the shop's snapshot to reach Kafka", () -> stack.offsets().records(shopTopics()) >= rows);
        stack.shop().start(TRANSACTIONS_PER_SECOND);
        // A source that dies before it has noted the end of its snapshot takes another, and never tells of what was
        // deleted
        // in between. No sink could know.
        String position = stack.database().position();
        await("the source to follow the shop", () -> stack.database()
                .delivered(position, stack.workers().rest()));
        journal.note("everything works; chaos begins");
    }

    private void torment() {
        Plan plan = new Plan(about.seed(), Connectors.SINKS);
        ProcessLane ofProcesses = new ProcessLane(plan, stack, journal, threads, settings.killsAndFreezes());
        StorageLane ofStorage = new StorageLane(plan, stack, journal, settings.faults() - settings.killsAndFreezes());
        RestLane ofRest = new RestLane(plan, stack, journal);
        CompletableFuture<Void> processes = CompletableFuture.runAsync(ofProcesses::run, threads);
        CompletableFuture<Void> storage =
                CompletableFuture.runAsync(() -> ofStorage.run(ofProcesses::progress), threads);
        CompletableFuture<Void> both = CompletableFuture.allOf(processes, storage);
        CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> ofRest.run(() -> !both.isDone()), threads);
        CompletableFuture<Void> all = CompletableFuture.allOf(both, rest);
        boolean columnAdded = false;
        List<CompletableFuture<Void>> lanes = List.of(processes, storage, rest);
        while (!all.isDone()) {
            // What has failed by itself is told at once, and not when the others have waited in vain.
            lanes.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
            operator.look();
            stack.shop().check();
            stack.logs().check();
            if (!columnAdded && journal.tally().faults() > settings.faults() / 2) {
                stack.shop().addColumn();
                columnAdded = true;
            }
            Await.pause(LOOK);
        }
        all.join();
    }

    private void heal() {
        journal.note("chaos ends; the rest must come by itself");
        stack.shop().pause();
        stack.logs().pause();
        await("connectors to be as they were", this::registered);
        String position = stack.database().position();
        await("PostgreSQL's last changes to reach Kafka", () -> stack.database()
                .delivered(position, stack.workers().rest()));
        CommitFeed feed = new CommitFeed(stack.warehouse());
        List<String> topics = new ArrayList<>(shopTopics());
        topics.add(LogProducer.TOPIC);
        await("the tables to catch up", () -> {
            feed.poll();
            return Drain.behind(stack.offsets(), topics, feed) == 0;
        });
        stack.workers().close();
        journal.note("all records are covered; the workers have stopped");
    }

    /** Looks now and then, and does what an operator would meanwhile. */
    private void await(String what, BooleanSupplier condition) {
        Await.until(what, TIMEOUT, () -> {
            operator.look();
            Await.pause(LOOK);
            return condition.getAsBoolean();
        });
    }

    private boolean registered() {
        try {
            stack.connectors().register(stack.workers().rest());
            for (String connector : stack.connectors().names()) {
                stack.workers().rest().resume(connector);
            }
            return true;
        } catch (ConnectRestException | StackException busy) {
            return false;
        }
    }

    private static List<String> shopTopics() {
        return ShopSource.POSTGRES.topics();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        stack.close();
        journal.close();
    }
}
