// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;

/**
 * Many tasks that write the same table, or one each: rows, versions, races lost, and how long a commit takes. The tasks of a
 * worker share what they would share in its JVM; all of them share the machine, so that only figures of one run compare.
 *
 * <p>Arguments: rows in all, then one {@code <tasks>x<workers>x<tables>} for each line; {@code -Drows.per.second=} of all tasks
 * paces them, and {@code -Dinterval.ms=} sets the commit interval.
 */
public final class ManyWriters {
    private static final int DISTINCT_VALUES = 20_000;
    /** Of all tasks. As fast as they can, unless told otherwise: what waits then is a matter of the machine, not of commits. */
    private static final double ROWS_PER_SECOND = Double.parseDouble(System.getProperty("rows.per.second", "Infinity"));

    private static final long MS = 1_000_000;
    private static final double MS_PER_MINUTE = 60_000;

    private final List<Struct> values = new ChangeEvents().rows(DISTINCT_VALUES);
    private final long rows;

    private ManyWriters(long rows) {
        this.rows = rows;
    }

    private void run(int writers, int workers, int tables) throws Exception {
        Path warehouse = Files.createTempDirectory("many-writers");
        List<BusyTask> tasks = new ArrayList<>();
        for (int number = 0; number < writers; number++) {
            TopicPartition partition = new TopicPartition("table" + number % tables, number / tables);
            String worker = "worker-" + workers + "-" + writers + "-" + tables + "-" + number % workers;
            tasks.add(new BusyTask(
                    warehouse, worker, number, partition, values, rows / writers, ROWS_PER_SECOND / writers));
        }
        List<Thread> threads = tasks.stream().map(Thread::new).toList();
        long began = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        long tookMs = (System.nanoTime() - began) / MS;
        long versions = versions(warehouse);
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %,.0f | %d | %.0f | %.0f | %.0f |%n",
                writers,
                workers,
                tables,
                rows * 1000.0 / tookMs,
                versions,
                versions * MS_PER_MINUTE / tookMs,
                gauges("commit-conflicts-total").stream()
                        .mapToDouble(Double::doubleValue)
                        .sum(),
                gauges("last-commit-latency-ms").stream()
                        .sorted()
                        .skip(writers / 2)
                        .findFirst()
                        .orElse(0.0));
        tasks.forEach(BusyTask::stop);
        delete(warehouse);
    }

    private static List<Double> gauges(String name) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<Double> found = new ArrayList<>();
        for (ObjectName task : server.queryNames(new ObjectName("dev.alluvium:type=delta-sink-task,*"), null)) {
            found.add(((Number) server.getAttribute(task, name)).doubleValue());
        }
        return found;
    }

    private static long versions(Path warehouse) throws IOException {
        try (Stream<Path> files = Files.walk(warehouse)) {
            return files.filter(file -> file.toString().contains("_delta_log"))
                    .filter(file -> file.toString().matches(".*/\\d{20}\\.json"))
                    .count();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        ManyWriters benchmark = new ManyWriters(args.length > 0 ? Long.parseLong(args[0]) : 2_000_000);
        List<String> lines = args.length > 1
                ? List.of(args).subList(1, args.length)
                : List.of("64x4x64", "64x4x1", "1x1x1", "4x4x1", "16x4x1", "64x4x64", "64x4x1", "64x1x1000");
        System.out.printf(
                "%n| tasks | workers | tables | rows/s | versions | versions/min | races lost | latency, median ms |%n"
                        + "|---|---|---|---|---|---|---|---|%n");
        for (String line : lines) {
            String[] size = line.split("x", 3);
            benchmark.run(Integer.parseInt(size[0]), Integer.parseInt(size[1]), Integer.parseInt(size[2]));
        }
    }
}
