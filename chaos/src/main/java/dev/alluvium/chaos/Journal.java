// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What was done to a stack, each with its time, in a file; and how often. Safe for use by several threads. */
final class Journal implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Path file;
    private final PrintWriter out;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final long since = System.nanoTime();

    private Journal(Path file, PrintWriter out) {
        this.file = file;
        this.out = out;
    }

    static Journal open(Path directory, ChaosCase about) {
        Path file = directory.resolve(about.storage() + "-" + about.seed() + ".log");
        try {
            Files.createDirectories(directory);
            return new Journal(file, new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new StackException("could not write the journal " + file, e);
        }
    }

    Path file() {
        return file;
    }

    /** Something was done. */
    synchronized void did(Kind kind, String what) {
        counts.merge(kind, 1, Integer::sum);
        line(kind.toString(), what);
    }

    /** Something that is not counted. */
    synchronized void note(String what) {
        line("", what);
    }

    synchronized Tally tally() {
        return new Tally(counts);
    }

    long seconds() {
        return Math.round((System.nanoTime() - since) / NANOS_PER_SECOND);
    }

    @Override
    public synchronized void close() {
        out.close();
    }

    private void line(String label, String what) {
        out.printf(
                Locale.ROOT, "%7.1f s  %-8s %s%n", (System.nanoTime() - since) / NANOS_PER_SECOND, label, what.strip());
        // Whoever watches a run reads it with tail -f; and a run that hangs must not keep its last lines.
        out.flush();
    }
}
