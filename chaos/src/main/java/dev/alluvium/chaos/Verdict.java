// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was done in a run, and what came out.
 *
 * @param late what became of commits that landed late, each in words
 * @param journal tells each fault with its time
 */
public record Verdict(ChaosCase about, Tally done, List<String> late, Witnesses witnesses, Path journal, long seconds) {
    private static final int SHOWN_FAULTS = 20;

    public Verdict {
        late = List.copyOf(late);
    }

    /** Whether nothing was lost and nothing doubled. */
    public boolean proven() {
        return witnesses.agree();
    }

    /** All of it, to be read in ten seconds. */
    public String summary() {
        List<String> lines = new ArrayList<>();
        lines.add(text("Chaos on %s, %d s: %d faults", about, seconds, done.faults()));
        lines.add(text(
                "    processes      %d killed, %d frozen (%d woke up as zombies)",
                done.of(Kind.KILL), done.of(Kind.FREEZE), done.of(Kind.ZOMBIE)));
        lines.add(text(
                "    storage        %d requests failed, hung or were torn; late commits: %s",
                done.of(Kind.STORAGE), late.isEmpty() ? "none" : counted(late)));
        lines.add(text(
                "    besides        %d workers left and came back, %d restarts of the broker, %d changes by REST",
                done.of(Kind.LEAVE), done.of(Kind.BROKER), done.of(Kind.REST)));
        lines.add(text("    failed tasks   %d started again", done.of(Kind.RESTART)));
        lines.add(text("    verify         %s", witnesses.verify().verdict()));
        lines.add(text(
                "    counted        %,d records in Kafka, %,d rows: %d lost, %d doubled; against PostgreSQL and the lines sent: %s",
                witnesses.count().records(),
                witnesses.count().rows(),
                witnesses.lost(),
                witnesses.doubled(),
                witnesses.count().holds() ? "equal" : "DIFFERENT"));
        witnesses.count().faults().stream().limit(SHOWN_FAULTS).forEach(fault -> lines.add("      " + fault));
        lines.add("    each fault     " + journal);
        lines.add(proven() ? "PROVEN: nothing lost, nothing twice." : "NOT PROVEN.");
        return String.join("\n", lines);
    }

    private static String counted(List<String> words) {
        return words.stream()
                .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
