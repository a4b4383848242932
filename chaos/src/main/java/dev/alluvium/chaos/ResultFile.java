// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The results of many runs, a line each, so that a campaign can be ended and taken up again. */
public final class ResultFile {
    private final Path file;
    private final List<Line> lines;

    private ResultFile(Path file, List<Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** One run. */
    private record Line(Map<String, String> values) {
        static Line of(String text) {
            Map<String, String> values = new TreeMap<>();
            for (String pair : text.strip().split(" ", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
            return new Line(values);
        }

        static Line of(Verdict verdict) {
            Map<String, String> values = new TreeMap<>();
            for (Kind kind : Kind.values()) {
                values.put(name(kind), Integer.toString(verdict.done().of(kind)));
            }
            values.put("on", verdict.about().storage().toString());
            values.put("seed", Long.toString(verdict.about().seed()));
            values.put("records", Long.toString(verdict.witnesses().count().records()));
            values.put("lost", Long.toString(verdict.witnesses().lost()));
            values.put("doubled", Long.toString(verdict.witnesses().doubled()));
            values.put("seconds", Long.toString(verdict.seconds()));
            values.put("proven", Boolean.toString(verdict.proven()));
            return new Line(values);
        }

        long number(String name) {
            return Long.parseLong(values.getOrDefault(name, "0"));
        }

        boolean isOn(StorageKind storage) {
            return values.getOrDefault("on", "").equals(storage.toString());
        }

        boolean proven() {
            return values.getOrDefault("proven", "").equals("true");
        }

        Tally tally() {
            Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                counts.put(kind, (int) number(name(kind)));
            }
            return new Tally(counts);
        }

        String text() {
            List<String> pairs = new ArrayList<>();
            values.forEach((name, value) -> pairs.add(name + "=" + value));
            return String.join(" ", pairs);
        }

        private static String name(Kind kind) {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads a file, which need not be there yet. */
    public static ResultFile of(Path file) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return new ResultFile(
                    file,
                    lines.stream().filter(line -> !line.isBlank()).map(Line::of).toList());
        } catch (IOException e) {
            throw new StackException("could not read the results in " + file, e);
        }
    }

    /** Whether a run like this had so many faults and was proven. */
    boolean proven(ChaosCase about, int faults) {
        return lines.stream()
                .anyMatch(line -> line.number("seed") == about.seed()
                        && line.isOn(about.storage())
                        && line.proven()
                        && line.tally().faults() >= faults);
    }

    /** Adds a run, and returns the file as it is then. */
    public ResultFile with(Verdict verdict) {
        try {
            Files.writeString(
                    file,
                    Line.of(verdict).text() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return of(file);
        } catch (IOException e) {
            throw new StackException("could not add a result to " + file, e);
        }
    }

    /** All runs in one line. */
    public String sum() {
        Tally all = lines.stream().map(Line::tally).reduce(new Tally(Map.of()), Tally::plus);
        return String.format(
                Locale.ROOT,
                "%s: %d runs, %d of them proven; %,d faults, of which %d killed and %d froze a process; %,d records, %d lost, %d doubled",
                file,
                lines.size(),
                lines.stream().filter(Line::proven).count(),
                all.faults(),
                all.of(Kind.KILL),
                all.of(Kind.FREEZE),
                sum("records"),
                sum("lost"),
                sum("doubled"));
    }

    private long sum(String name) {
        return lines.stream().mapToLong(line -> line.number(name)).sum();
    }
}
