// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.connect.sink.core.FlushPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * How the commits of 1 to 10,000 tasks get on with an object store, by events instead of by machines: workers that seal, upload,
 * lose races, look at what came in between and try again, with the sink's own rule for the interval. Only storage takes time.
 *
 * <p>Arguments: interval in ms, median of a put in ms, of a get in ms, simulated minutes.
 */
public final class ScalePlan {
    private static final int TASKS_PER_WORKER = 16;
    private static final int[] TASKS = {1, 10, 100, 1_000, 10_000};
    private static final long MS_PER_MINUTE = 60_000;
    private static final double MS_PER_SECOND = 1_000;

    private final FlushPolicy flush;
    private final PlannedStorage storage;
    private final long untilMs;
    private final SplittableRandom random = new SplittableRandom(7);

    private ScalePlan(FlushPolicy flush, PlannedStorage storage, long untilMs) {
        this.flush = flush;
        this.storage = storage;
        this.untilMs = untilMs;
    }

    private void run(int tasks, int tasksPerWorker, int tables) {
        int workers = Math.max(1, tasks / tasksPerWorker);
        PriorityQueue<PlannedWriter> next = new PriorityQueue<>(Comparator.comparingLong(PlannedWriter::nextMs));
        List<PlannedWriter> writers = new ArrayList<>();
        for (int table = 0; table < tables; table++) {
            PlannedTable log = new PlannedTable();
            // Each table is fed by as many partitions as there are tasks for it, which are spread over the workers.
            int writersOfTable = Math.min(workers, Math.max(1, tasks / tables));
            for (int writer = 0; writer < writersOfTable; writer++) {
                writers.add(new PlannedWriter(log, flush, storage, random.split()));
            }
        }
        next.addAll(writers);
        long puts = 0;
        while (next.element().nextMs() < untilMs) {
            PlannedWriter writer = next.remove();
            puts += writer.act();
            next.add(writer);
        }
        print(tasks, workers, tables, writers, puts);
    }

    private void print(int tasks, int workers, int tables, List<PlannedWriter> writers, long puts) {
        long commits = writers.stream().mapToLong(PlannedWriter::commits).sum();
        long lost = writers.stream().mapToLong(PlannedWriter::lostRaces).sum();
        long[] delays = writers.stream().flatMapToLong(PlannedWriter::delaysMs).toArray();
        Arrays.sort(delays);
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %,d | %.2f | %.2f | %.1f | %.1f | %.1f | %.1f |%n",
                tasks,
                workers,
                tables,
                commits * MS_PER_SECOND / untilMs / tables,
                (double) lost / Math.max(1, commits),
                delays[delays.length / 2] / MS_PER_SECOND,
                delays[(int) (delays.length * 0.99)] / MS_PER_SECOND,
                writers.stream().mapToInt(PlannedWriter::stretch).average().orElse(1),
                puts * MS_PER_SECOND / untilMs);
    }

    private static long argument(String[] args, int index, long otherwise) {
        return args.length > index ? Long.parseLong(args[index]) : otherwise;
    }

    public static void main(String[] args) {
        FlushPolicy flush = new FlushPolicy(argument(args, 0, MS_PER_MINUTE), Long.MAX_VALUE, Long.MAX_VALUE);
        PlannedStorage storage = new PlannedStorage(argument(args, 1, 100), argument(args, 2, 40));
        long untilMs = argument(args, 3, 120) * MS_PER_MINUTE;
        ScalePlan plan = new ScalePlan(flush, storage, untilMs);
        System.out.printf(
                "%ninterval %,d ms, put %,d ms, get %,d ms (medians), %d simulated minutes%n%n"
                        + "| tasks | workers | tables | commits/s per table | races lost per commit | rows visible after s, median | "
                        + "p99 | intervals apart | puts/s in all |%n|---|---|---|---|---|---|---|---|---|%n",
                flush.intervalMs(), storage.putMs(), storage.getMs(), untilMs / MS_PER_MINUTE);
        for (int tasks : TASKS) {
            plan.run(tasks, TASKS_PER_WORKER, 1);
        }
        for (int tasks : TASKS) {
            plan.run(tasks, TASKS_PER_WORKER, Math.max(1, tasks / 10));
        }
        System.out.println("\nEach task for itself, without groups:\n");
        for (int tasks : TASKS) {
            plan.run(tasks, 1, 1);
        }
    }
}
