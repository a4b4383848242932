// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps what goes to standard error, which is where the log of a test goes, and lets it pass. */
final class StandardError implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    StandardError() {
        System.setErr(new PrintStream(kept, true, StandardCharsets.UTF_8));
    }

    List<String> warnings() {
        return kept.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" WARN "))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(before);
        before.print(kept.toString(StandardCharsets.UTF_8));
    }
}
