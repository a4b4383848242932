// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectRestException;
import dev.alluvium.quickstart.stack.StackException;
import java.util.List;
import java.util.stream.Collectors;

/** Starts what has failed again, as somebody would who is called at night. That too must neither lose nor double anything. */
final class Operator {
    private static final int LINES_TOLD = 6;

    private final ChaosStack stack;
    private final Journal journal;

    Operator(ChaosStack stack, Journal journal) {
        this.stack = stack;
        this.journal = journal;
    }

    void look() {
        stack.connectors().names().forEach(this::look);
    }

    private void look(String connector) {
        try {
            ConnectRest rest = stack.workers().rest();
            rest.status(connector).failure().ifPresent(trace -> restart(rest, connector, trace));
        } catch (ConnectRestException | StackException busy) {
            journal.note("nobody could tell of " + connector + "; the next look will");
        }
    }

    private void restart(ConnectRest rest, String connector, String trace) {
        rest.call("POST", "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=true", "");
        journal.did(Kind.RESTART, connector + " had failed: " + causes(trace));
    }

    private static String causes(String trace) {
        List<String> lines = trace.lines()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t..."))
                .limit(LINES_TOLD)
                .toList();
        return lines.stream().collect(Collectors.joining(" / "));
    }
}
