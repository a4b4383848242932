// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.terminal;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that stay, and below them on a terminal a few that are redrawn in place.
 *
 * <p>Where the output is no terminal there is no such part, no escape sequence and no colour.
 */
public final class Screen {
    private static final String ESCAPE = "\u001B[";
    private static final Pattern SEQUENCE = Pattern.compile("\u001B\\[[0-9;]*m");
    private static final String TERMINAL = "alluvium.terminal";
    private static final String COLUMNS = "alluvium.columns";
    private static final String LINES = "alluvium.lines";
    private static final int DEFAULT_WIDTH = 100;
    private static final int DEFAULT_HEIGHT = 24;

    private final PrintStream out;
    private final boolean inPlace;
    private final boolean colour;
    private final int width;
    private final int height;
    private List<String> wanted = List.of();
    private List<String> footer = List.of();
    private boolean ended;

    /** How a piece of text stands out. */
    public enum Style {
        GOOD("32"),
        BAD("31"),
        QUIET("2"),
        STRONG("1");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /**
     * A screen.
     *
     * @param inPlace whether {@code out} is a terminal that understands escape sequences
     * @param colour whether to use colours and bold type there
     * @param width of the terminal in characters; longer lines of the redrawn part are cut
     * @param height of the terminal in lines; of a redrawn part that is higher, the last lines are shown
     */
    public Screen(PrintStream out, boolean inPlace, boolean colour, int width, int height) {
        this.out = out;
        this.inPlace = inPlace;
        this.colour = inPlace && colour;
        this.width = width;
        this.height = height;
    }

    /**
     * A screen on {@code out}, by what {@code ./quickstart} found out about it; without that, no terminal is assumed.
     *
     * @param environment with {@code TERM} and {@code NO_COLOR}
     */
    public static Screen on(PrintStream out, Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        return new Screen(
                out,
                Boolean.getBoolean(TERMINAL) && !dumb,
                environment.getOrDefault("NO_COLOR", "").isEmpty(),
                Integer.getInteger(COLUMNS, DEFAULT_WIDTH),
                Integer.getInteger(LINES, DEFAULT_HEIGHT));
    }

    /** Whether there is a part that is redrawn. */
    public boolean inPlace() {
        return inPlace;
    }

    /** Prints a line that stays. */
    public synchronized void line(String line) {
        if (!ended) {
            erase();
            out.println(line);
            draw();
            out.flush();
        }
    }

    /** Prints a line that stays; from now on nothing but such last lines is shown, whoever is still busy. */
    public synchronized void last(String line) {
        footer(List.of());
        ended = true;
        out.println(line);
        out.flush();
    }

    /** Replaces the lines that are redrawn. */
    public synchronized void footer(List<String> lines) {
        if (inPlace && !ended && !lines.equals(wanted)) {
            erase();
            // What has left the screen at its top could not be erased.
            wanted = List.copyOf(lines);
            footer = wanted.subList(Math.max(0, lines.size() - (height - 1)), lines.size());
            draw();
            out.flush();
        }
    }

    /** The text in a style, or as it is where there is no colour. */
    public String styled(Style style, String text) {
        return colour ? ESCAPE + style.code + "m" + text + ESCAPE + "0m" : text;
    }

    private void erase() {
        if (inPlace && !footer.isEmpty()) {
            // Up over the part, then clear to the end of the screen.
            out.print(ESCAPE + footer.size() + "A\r" + ESCAPE + "J");
        }
    }

    private void draw() {
        if (inPlace) {
            footer.forEach(line -> out.println(cut(line)));
        }
    }

    /** A wrapped line would be two rows, and the next erasing would miss one. Escape sequences take no room. */
    private String cut(String line) {
        Matcher sequences = SEQUENCE.matcher(line);
        int hidden = 0;
        while (sequences.find()) {
            int end = width - 1 + hidden;
            if (sequences.start() > end) {
                return line.substring(0, end) + ESCAPE + "0m";
            }
            hidden += sequences.end() - sequences.start();
        }
        return line.length() - hidden > width - 1 ? line.substring(0, width - 1 + hidden) : line;
    }
}
