// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.Shutdown.Layer;
import dev.alluvium.quickstart.bronze.CommitFeed;
import dev.alluvium.quickstart.bronze.SeenCommit;
import dev.alluvium.quickstart.bronze.Warehouse;
import dev.alluvium.quickstart.proof.Drain;
import dev.alluvium.quickstart.proof.KafkaOffsets;
import dev.alluvium.quickstart.proof.Proof;
import dev.alluvium.quickstart.proof.ProofReport;
import dev.alluvium.quickstart.stack.Await;
import dev.alluvium.quickstart.stack.StackException;
import dev.alluvium.quickstart.stack.WorkerSupervisor;
import dev.alluvium.quickstart.terminal.Screen;
import dev.alluvium.quickstart.terminal.Steps;
import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.ShopDatabase;
import dev.alluvium.quickstart.workload.ShopSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What the quickstart does once the stack runs: connect, work, show, prove. */
final class Demonstration {
    private static final String LOG_SINK = "logs-delta-sink";
    private static final int SHOP_TASKS = 2;
    private static final Duration CONNECTOR_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final double TRANSACTIONS_PER_SECOND = 25;
    private static final double LINES_PER_SECOND = 200;
    private static final double GENTLE_TRANSACTIONS_PER_SECOND = 1;
    private static final double GENTLE_LINES_PER_SECOND = 5;
    private static final long LOG_SEED = 7;

    private final QuickstartOptions options;
    private final ShopSource source;
    private final String shopSink;
    private final Stack stack;
    private final Warehouse warehouse;
    private final Screen screen;
    private final Steps steps;
    private final KafkaOffsets kafka;
    private final LogProducer logs;
    private final CommitFeed feed;
    private final List<SeenCommit> unshown = new ArrayList<>();
    private final ConnectorWatch watch;
    private final AtomicReference<String> gaveUp = new AtomicReference<>("");

    Demonstration(
            QuickstartOptions options,
            Stack stack,
            Warehouse warehouse,
            Shutdown shutdown,
            Screen screen,
            Steps steps) {
        this.options = options;
        this.source = options.source();
        this.shopSink = source.sink();
        this.stack = stack;
        this.warehouse = warehouse;
        this.screen = screen;
        this.steps = steps;
        this.kafka = new KafkaOffsets(stack.broker().bootstrapServers());
        this.logs = shutdown.start(Layer.CLIENT, () -> new LogProducer(stack.broker(), LOG_SEED));
        this.feed = new CommitFeed(warehouse);
        this.watch = new ConnectorWatch(stack.rest(), List.of(source.connector(), shopSink, LOG_SINK));
        shutdown.start(Layer.SUPERVISOR, () -> WorkerSupervisor.of(stack.worker(), new Teller()));
    }

    /** Tells of the worker's deaths. */
    private final class Teller implements WorkerSupervisor.Listener {
        @Override
        public void died(long pid, int exitCode) {
            steps.note("the Connect worker, pid " + pid + ", died (exit code " + exitCode + "); starting it again");
        }

        @Override
        public void restarted(long pid) {
            steps.note("the Connect worker has a new pid: " + pid);
        }

        @Override
        public void gaveUp(String why) {
            gaveUp.set(why);
        }
    }

    /** From the source to the tables. */
    void connect() {
        steps.title("Connecting, by PUT of connector-configs/*.json to "
                + stack.rest().url());
        logs.start(LINES_PER_SECOND);
        steps.run(
                source.connector(),
                () -> {
                    register(source.connector());
                    stack.rest().awaitRunning(source.connector(), 1, CONNECTOR_TIMEOUT);
                    return awaitSnapshot();
                },
                records -> source.connector() + ": RUNNING, snapshot of " + records + " rows is in Kafka");
        steps.run(
                shopSink + ", " + LOG_SINK,
                () -> {
                    register(shopSink);
                    register(LOG_SINK);
                    awaitFirstRow();
                },
                shopSink + ", " + LOG_SINK + ": registered, first row is in bronze");
        stack.rest().awaitRunning(shopSink, SHOP_TASKS, CONNECTOR_TIMEOUT);
        stack.rest().awaitRunning(LOG_SINK, 1, CONNECTOR_TIMEOUT);
    }

    /** Changes the shop for a while and shows what arrives. */
    void work() {
        steps.title(String.format(
                Locale.ROOT,
                "Working for %d s: %.0f transactions and %.0f log lines a second",
                options.seconds(),
                TRANSACTIONS_PER_SECOND,
                LINES_PER_SECOND));
        LiveView view = new LiveView(screen, Clock.systemUTC());
        stack.shop().start(TRANSACTIONS_PER_SECOND);
        long from = System.nanoTime();
        long until = from + TimeUnit.SECONDS.toNanos(options.seconds());
        boolean changed = false;
        boolean killed = !options.killWorker();
        while (System.nanoTime() - until < 0) {
            double done = (double) (System.nanoTime() - from) / (until - from);
            if (!killed && done > 1 / 3.0) {
                steps.note("kill -9 " + stack.worker().pid() + ", as you asked for");
                stack.worker().kill();
                killed = true;
            }
            if (!changed && done > 1 / 2.0) {
                steps.note("ALTER TABLE orders ADD COLUMN coupon varchar(12)");
                stack.shop().addColumn();
                changed = true;
            }
            look(view, "working");
            Await.pause(LOOK);
        }
        stack.shop().pause();
        logs.pause();
        settle(view);
    }

    /** Compares everything, shows it, and says whether it holds. */
    boolean prove() {
        steps.title(
                "Proving it: Kafka's offsets, " + source.title() + "'s rows and the lines sent, against the tables");
        ProofReport report = steps.run(
                "comparing",
                () -> new Proof(kafka, warehouse).run(stack.database(), logs.sent()),
                done -> String.format(Locale.ROOT, "read %,d rows back with Delta Kernel", done.rows()));
        ProofView.show(report, source.title(), screen);
        return report.holds();
    }

    /** Goes on gently until somebody ends it. */
    void linger() {
        stack.shop().start(GENTLE_TRANSACTIONS_PER_SECOND);
        logs.start(GENTLE_LINES_PER_SECOND);
        LiveView view = new LiveView(screen, Clock.systemUTC());
        while (true) {
            look(view, "Ctrl-C ends it ");
            Await.pause(LOOK);
        }
    }

    private void register(String name) {
        stack.rest().register(options.configs().resolve(name + ".json"));
    }

    private long awaitSnapshot() {
        long rows = stack.database().rows();
        List<String> topics = ShopDatabase.TABLES.stream().map(source::topic).toList();
        Await.until("the snapshot to reach Kafka", CONNECTOR_TIMEOUT, () -> kafka.records(topics) >= rows);
        return rows;
    }

    private void awaitFirstRow() {
        Await.until("the first row in bronze", CONNECTOR_TIMEOUT, () -> {
            check();
            List<SeenCommit> news = feed.poll();
            unshown.addAll(news);
            return news.stream().anyMatch(commit -> commit.rows() > 0);
        });
    }

    private void settle(LiveView view) {
        String position = stack.database().position();
        Await.until(source.title() + "'s last changes to reach Kafka", DRAIN_TIMEOUT, () -> {
            look(view, "settling");
            return stack.database().delivered(position, stack.rest());
        });
        Await.until(
                () -> "bronze to catch up: " + Drain.behind(kafka, topics(), feed) + " records are in no table yet",
                DRAIN_TIMEOUT,
                () -> look(view, "settling") == 0);
        view.end(feed, 0, "settled");
    }

    private long look(LiveView view, String state) {
        check();
        unshown.addAll(feed.poll());
        long behind = Drain.behind(kafka, topics(), feed);
        view.show(feed, unshown, behind, state);
        unshown.clear();
        return behind;
    }

    private void check() {
        stack.shop().check();
        logs.check();
        watch.check();
        if (!gaveUp.get().isEmpty()) {
            throw new StackException(gaveUp.get());
        }
    }

    private List<String> topics() {
        List<String> topics = new ArrayList<>(source.topics());
        topics.add(LogProducer.TOPIC);
        return topics;
    }
}
