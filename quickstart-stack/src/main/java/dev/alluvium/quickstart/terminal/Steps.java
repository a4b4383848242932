// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.terminal;

import dev.alluvium.quickstart.terminal.Screen.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells of steps as they end, with the time they took; several may be under way at once, from several threads. */
public final class Steps implements AutoCloseable {
    private static final int TEXT_WIDTH = 74;
    private static final long REDRAW_MS = 200;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Screen screen;
    private final Map<Long, Running> running = new TreeMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Thread redrawing;

    private record Running(String what, long since) {}

    public Steps(Screen screen) {
        this.screen = screen;
        this.redrawing = new Thread(this::redraw, "steps");
        redrawing.setDaemon(true);
        if (screen.inPlace()) {
            redrawing.start();
        }
    }

    /** Prints the title of a part. */
    public void title(String title) {
        screen.line("");
        screen.line(screen.styled(Style.STRONG, title));
    }

    /**
     * Does something, then prints a line about it.
     *
     * @param what while it is under way
     * @param done the line, from the result
     */
    public <T> T run(String what, Supplier<T> step, Function<T, String> done) {
        long id = ids.incrementAndGet();
        long since = System.nanoTime();
        begin(id, new Running(what, since));
        boolean ended = false;
        try {
            T result = step.get();
            ended = true;
            end(id, ok(done.apply(result), since));
            return result;
        } finally {
            if (!ended) {
                end(id, bad(what, since));
            }
        }
    }

    /** The same without a result. */
    public void run(String what, Runnable step, String done) {
        run(
                what,
                () -> {
                    step.run();
                    return done;
                },
                Function.identity());
    }

    /** Prints a line between the steps. */
    public void note(String text) {
        screen.line("     " + text);
    }

    @Override
    public void close() {
        redrawing.interrupt();
        screen.footer(List.of());
    }

    private void begin(long id, Running step) {
        synchronized (running) {
            running.put(id, step);
        }
    }

    private void end(long id, String line) {
        synchronized (running) {
            running.remove(id);
            screen.footer(footer());
            screen.line(line);
        }
    }

    private void redraw() {
        try {
            while (true) {
                Thread.sleep(REDRAW_MS);
                synchronized (running) {
                    if (!running.isEmpty()) {
                        screen.footer(footer());
                    }
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> footer() {
        List<String> lines = new ArrayList<>();
        running.values().forEach(step -> lines.add(line("...", step.what(), step.since())));
        return lines;
    }

    private String ok(String text, long since) {
        return line(screen.styled(Style.GOOD, " ok"), text, since);
    }

    private String bad(String text, long since) {
        return line(screen.styled(Style.BAD, " !!"), text, since);
    }

    private static String line(String mark, String text, long since) {
        double seconds = (System.nanoTime() - since) / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, "%s  %-" + TEXT_WIDTH + "s %6.1f s", mark, text, seconds);
    }
}
