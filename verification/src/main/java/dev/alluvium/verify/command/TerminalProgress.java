// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import dev.alluvium.verify.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line on a terminal that is written over and over, and is gone in the end. */
final class TerminalProgress implements Progress {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String ERASE = "\r\u001B[K";

    private final PrintStream out;
    private final int width;
    private long shownAt = System.nanoTime();
    private boolean shown;

    TerminalProgress(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public void at(String what, long done, long total) {
        long now = System.nanoTime();
        if (now - shownAt < INTERVAL_NANOS) {
            return;
        }
        shownAt = now;
        shown = true;
        String line = String.format(Locale.ROOT, "... %,d of %,d %s", done, Math.max(done, total), what);
        out.print(ERASE + line.substring(0, Math.min(line.length(), width - 1)));
        out.flush();
    }

    void end() {
        if (shown) {
            out.print(ERASE);
            out.flush();
            shown = false;
        }
    }
}
