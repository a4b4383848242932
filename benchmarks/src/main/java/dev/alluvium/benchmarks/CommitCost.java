// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.benchmarks;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.delta.DeltaTableLogs;
import dev.alluvium.connect.sink.delta.StorageSettings;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.TxnStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a commit costs on the local disk when the log has become long, or the table has many files: to one writer alone, and to
 * two who take turns, so that each has to see what the other did. Checkpoints are written between the measurements, as the
 * sink writes them beside its commits.
 *
 * <p>Arguments: the library, then one {@code <versions>x<files of each>} for each step of the table's growth.
 */
public final class CommitCost {
    private static final int CHECKPOINT_INTERVAL = 100;
    private static final int WARM_UPS = 60;
    private static final int COMMITS = 150;

    private final DeltaTableLogs logs;
    private final TableName name = new TableName("grown");
    private final GrownTable table;

    private CommitCost(LogLibrary library, Path warehouse) throws Exception {
        logs = new DeltaTableLogs(
                new StorageSettings(warehouse.toUri().toString(), library, CHECKPOINT_INTERVAL, Map.of()), "benchmark");
        table = new GrownTable(warehouse.resolve("grown"));
    }

    /** One writer with its txn. */
    private final class Writer {
        private final TableLog log = logs.open(name);
        private final String appId = "writer/" + UUID.randomUUID();
        private OptionalLong base = OptionalLong.empty();

        /** @return how long it took, lost races included, in milliseconds */
        double commit() {
            long next = base.orElse(0) + 1;
            DataFile file =
                    new DataFile("part-" + UUID.randomUUID(), 1234, 1_795_000_000_000L, 3, "{\"numRecords\":3}");
            Commit commit = new Commit(
                    UUID.randomUUID(),
                    new TreeMap<>(Map.of(appId, new TxnStep(base, next, next))),
                    List.of(file),
                    Map.of());
            long began = System.nanoTime();
            CommitResult result = log.commit(commit);
            while (result instanceof CommitResult.Conflict) {
                result = log.commit(commit);
            }
            double tookMs = (System.nanoTime() - began) / 1e6;
            if (!(result instanceof CommitResult.Committed)) {
                throw new IllegalStateException("no commit: " + result);
            }
            base = OptionalLong.of(next);
            table.skip(1, 1);
            return tookMs;
        }
    }

    private void measure() throws Exception {
        Writer alone = new Writer();
        alone.log.checkpoint();
        Writer other = new Writer();
        double[] own = new double[COMMITS];
        double[] inTurns = new double[COMMITS];
        for (int commit = -WARM_UPS; commit < COMMITS; commit++) {
            double tookMs = alone.commit();
            if (commit >= 0) {
                own[commit] = tookMs;
            }
            alone.log.checkpoint();
        }
        for (int commit = -WARM_UPS; commit < COMMITS; commit++) {
            double tookMs = (commit % 2 == 0 ? alone : other).commit();
            if (commit >= 0) {
                inTurns[commit] = tookMs;
            }
            alone.log.checkpoint();
        }
        System.gc();
        long heapBytes =
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        alone.log.load(Set.of(alone.appId));
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %.1f | %.1f | %.1f | %.1f | %d |%n",
                table.versions(),
                table.files(),
                quantile(own, 0.5),
                quantile(own, 0.9),
                quantile(inTurns, 0.5),
                quantile(inTurns, 0.9),
                heapBytes >> 20);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    public static void main(String[] args) throws Exception {
        LogLibrary library = LogLibrary.valueOf(args.length > 0 ? args[0].toUpperCase(Locale.ROOT) : "KERNEL");
        List<String> steps =
                args.length > 1 ? List.of(args).subList(1, args.length) : List.of("100x1", "1000x1", "10000x1");
        CommitCost cost = new CommitCost(library, Files.createTempDirectory("commit-cost"));
        System.out.printf(
                "%n### Commits by %s%n%n| versions | live files | alone: p50 ms | p90 | in turns: p50 ms | p90 | heap MB |%n"
                        + "|---|---|---|---|---|---|---|%n",
                library.name().toLowerCase(Locale.ROOT));
        for (String step : steps) {
            String[] size = step.split("x", 2);
            cost.table.grow(Long.parseLong(size[0]), Integer.parseInt(size[1]));
            cost.measure();
        }
    }
}
