// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a server's log, for the message about its failure. */
final class LogTail {
    private static final int LINES = 25;
    private static final int MAX_LINE_CHARS = 400;

    private LogTail() {}

    static String of(Path log) {
        try {
            // A process that was killed may have cut a character in half: decode by replacing, not by failing.
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            List<String> lines = Arrays.asList(text.split("\n", -1));
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                    .map(line -> line.length() > MAX_LINE_CHARS ? line.substring(0, MAX_LINE_CHARS) + "..." : line)
                    .collect(Collectors.joining("\n    ", "last lines of " + log + ":\n    ", ""));
        } catch (IOException e) {
            return "(its log " + log + " could not be read: " + e + ")";
        }
    }
}
