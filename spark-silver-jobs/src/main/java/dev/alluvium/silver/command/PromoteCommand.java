// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.command;

import dev.alluvium.silver.spark.Promoted;
import dev.alluvium.silver.spark.Promotion;
import dev.alluvium.silver.spark.Sessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silver promote}: brings all that is new in bronze into silver, table by table; one that fails stops no other. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Brings all that is new in bronze tables into silver ones, and ends.")
final class PromoteCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What to promote, in YAML: docs/silver.md tells of each setting.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many tables are promoted at a time; ${DEFAULT-VALUE} by default.")
    private int parallel;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Promoted> tables;
        try {
            tables = PromotionFile.read(file).tables();
        } catch (IllegalArgumentException e) {
            err.println("silver: " + e.getMessage());
            return REFUSED;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(parallel, tables.size())));
        try (SparkSession spark = Sessions.open()) {
            List<Future<Double>> runs = new ArrayList<>();
            for (Promoted table : tables) {
                runs.add(threads.submit(() -> promote(spark, table)));
            }
            boolean failed = false;
            for (int i = 0; i < runs.size(); i++) {
                failed |= !told(tables.get(i), runs.get(i), out, err);
            }
            return failed ? FAILED : 0;
        } finally {
            threads.shutdown();
        }
    }

    private static double promote(SparkSession spark, Promoted table) {
        long from = System.nanoTime();
        new Promotion(spark.newSession(), table).runOnce();
        return (System.nanoTime() - from) / NANOS_PER_SECOND;
    }

    private static boolean told(Promoted table, Future<Double> run, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        try {
            out.println(String.format(Locale.ROOT, " ok  %s -> %s  %.1f s", table.source(), table.target(), run.get()));
            out.flush();
            return true;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            err.println("FAILED  " + table.source() + " -> " + table.target() + ": " + cause.getMessage());
            err.flush();
            return false;
        }
    }
}
