// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart;

import dev.alluvium.quickstart.bronze.CommitFeed;
import dev.alluvium.quickstart.bronze.CommitFeed.TableTotals;
import dev.alluvium.quickstart.bronze.SeenCommit;
import dev.alluvium.quickstart.terminal.Screen;
import dev.alluvium.quickstart.terminal.Screen.Style;
import dev.alluvium.verify.command.TextTable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** Shows the tables as they grow, and the commits that carried their rows. */
final class LiveView {
    private static final int RECENT = 6;
    private static final long SPARSE_MS = 5_000;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final int OFFSETS_WIDTH = 60;

    private final Screen screen;
    private final Clock clock;
    private final long since;
    private final Deque<SeenCommit> recent = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private long lastSummary;
    private int commits;

    LiveView(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
        this.since = clock.millis();
        this.lastSummary = since;
    }

    /**
     * Shows what is new.
     *
     * @param behind records in Kafka that no table covers yet
     */
    void show(CommitFeed feed, List<SeenCommit> news, long behind, String state) {
        commits += news.size();
        for (SeenCommit commit : news) {
            recent.addLast(commit);
            if (recent.size() > RECENT) {
                recent.removeFirst();
            }
            if (!screen.inPlace() && commit.rows() > 0 && known.add(commit.table())) {
                screen.line("     first rows of " + line(commit));
            }
        }
        if (screen.inPlace()) {
            screen.footer(picture(feed, behind, state));
        } else if (clock.millis() - lastSummary >= SPARSE_MS) {
            lastSummary = clock.millis();
            screen.line("     " + summary(feed, behind, state));
        }
    }

    /** Leaves the last picture on the screen. */
    void end(CommitFeed feed, long behind, String state) {
        if (screen.inPlace()) {
            List<String> last = picture(feed, behind, state);
            screen.footer(List.of());
            last.forEach(screen::line);
        } else {
            tables(feed).forEach(screen::line);
            screen.line("     " + summary(feed, behind, state));
        }
    }

    private List<String> picture(CommitFeed feed, long behind, String state) {
        List<String> lines = new ArrayList<>(tables(feed));
        lines.add("");
        lines.add("    the last commits");
        recent.forEach(commit -> lines.add("      " + line(commit)));
        lines.add("");
        lines.add("    " + summary(feed, behind, state));
        return lines;
    }

    private List<String> tables(CommitFeed feed) {
        TextTable table = TextTable.of("<bronze table", "rows", "version", "files", "size", "last commit");
        new TreeMap<>(feed.totals())
                .forEach((name, totals) -> table.row(
                        name,
                        String.format(Locale.ROOT, "%,d", totals.rows()),
                        totals.last().version(),
                        totals.files(),
                        String.format(Locale.ROOT, "%,d kB", totals.bytes() / 1024),
                        age(totals) + " ago"));
        return table.lines();
    }

    private String summary(CommitFeed feed, long behind, String state) {
        long rows = feed.totals().values().stream().mapToLong(TableTotals::rows).sum();
        String text = String.format(
                Locale.ROOT,
                "%4.0f s  %s  %,d rows in bronze by %d commits, %,d records behind Kafka",
                (clock.millis() - since) / MILLIS_PER_SECOND,
                state,
                rows,
                commits,
                behind);
        return screen.styled(Style.STRONG, text);
    }

    private String age(TableTotals totals) {
        long ms = Duration.between(totals.last().at(), clock.instant()).toMillis();
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, ms) / MILLIS_PER_SECOND);
    }

    private static String line(SeenCommit commit) {
        String offsets = commit.offsetsText();
        return String.format(
                Locale.ROOT,
                "%-17s v%-4d %,6d rows  %s",
                commit.table(),
                commit.version(),
                commit.rows(),
                offsets.length() > OFFSETS_WIDTH ? offsets.substring(0, OFFSETS_WIDTH - 3) + "..." : offsets);
    }
}
