// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Runs the contenders by turns in one JVM and tells medians.
 *
 * <p>Machines are noisy: only figures of one run may be compared, and those of one round best. So each ratio is the median
 * of the ratios within the rounds. The CPU is that of the whole process, collector and compiler included.
 */
final class Rounds {
    private static final int WARM_UPS = 2;

    private final RecordSource source;
    private final int rowsPerRound;
    private final int rounds;

    /** Makes the records of a round. Offsets rise from round to round, as a sink that commits exactly once expects. */
    @FunctionalInterface
    interface RecordSource {
        List<SinkRecord> records(int round, int count);
    }

    Rounds(RecordSource source, int rowsPerRound, int rounds) {
        this.source = source;
        this.rowsPerRound = rowsPerRound;
        this.rounds = rounds;
    }

    /** Prints a table in Markdown; the first contender is what the others are measured against. */
    void run(String title, List<Contender> contenders) throws Exception {
        List<List<Turn>> turns = new ArrayList<>();
        contenders.forEach(contender -> turns.add(new ArrayList<>()));
        for (int round = 0; round < WARM_UPS + rounds; round++) {
            List<SinkRecord> records = source.records(round, rowsPerRound);
            for (int i = 0; i < contenders.size(); i++) {
                // Begin each round with another contender, lest one always runs on the heap that the same other left.
                int turn = (i + round) % contenders.size();
                Turn result = measure(contenders.get(turn), records);
                if (round >= WARM_UPS) {
                    turns.get(turn).add(result);
                }
            }
        }
        print(title, contenders, turns);
        for (Contender contender : contenders) {
            contender.stop();
        }
    }

    private Turn measure(Contender contender, List<SinkRecord> records) throws Exception {
        System.gc();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytesBefore = contender.writtenBytes();
        long cpuBefore = system.getProcessCpuTime();
        long wallBefore = System.nanoTime();
        contender.write(records);
        long wall = System.nanoTime() - wallBefore;
        long cpu = system.getProcessCpuTime() - cpuBefore;
        return new Turn(
                records.size() / (wall / 1e9),
                cpu / 1e9 / records.size() * 1e6,
                (double) (contender.writtenBytes() - bytesBefore) / records.size());
    }

    private void print(String title, List<Contender> contenders, List<List<Turn>> turns) {
        System.out.printf(
                Locale.ROOT,
                "%n### %s%n%n%d rounds of %,d rows after %d to warm up; medians (min to max). JDK %s, %d processors.%n%n",
                title,
                rounds,
                rowsPerRound,
                WARM_UPS,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        System.out.println(
                "| | 1,000 rows/s | CPU-s per million rows | bytes per row | rows/s : first | 1 / CPU : first |");
        System.out.println("|---|---|---|---|---|---|");
        for (int i = 0; i < contenders.size(); i++) {
            List<Turn> own = turns.get(i);
            List<Turn> first = turns.get(0);
            double[] speed = new double[rounds];
            double[] thrift = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                speed[round] = own.get(round).rowsPerSecond() / first.get(round).rowsPerSecond();
                thrift[round] =
                        first.get(round).cpuPerMillion() / own.get(round).cpuPerMillion();
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f | %s | %s |%n",
                    contenders.get(i).name(),
                    spread("%.0f", own, turn -> turn.rowsPerSecond() / 1_000),
                    spread("%.1f", own, Turn::cpuPerMillion),
                    median(own.stream().mapToDouble(Turn::bytesPerRow).toArray()),
                    spread("%.2f", speed),
                    spread("%.2f", thrift));
        }
    }

    private static String spread(String format, List<Turn> turns, ToDoubleFunction<Turn> value) {
        return spread(format, turns.stream().mapToDouble(value).toArray());
    }

    private static String spread(String format, double[] values) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median(values),
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private record Turn(double rowsPerSecond, double cpuPerMillion, double bytesPerRow) {}
}
