// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import java.util.function.Predicate;
import picocli.CommandLine;

/** What the commands have in common. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * A command that ends with {@code failed} when it throws.
     *
     * @param isTold whether an exception's message is for the user; any other is our fault and comes with its trace
     */
    public static CommandLine of(Object command, int failed, Predicate<Exception> isTold) {
        CommandLine line = new CommandLine(command);
        return line.setExecutionExceptionHandler((e, thrower, parsed) -> {
            if (!isTold.test(e)) {
                e.printStackTrace(thrower.getErr());
            }
            thrower.getErr().println(line.getCommandName() + ": " + e.getMessage());
            return failed;
        });
    }

    /** To be called before the first logger is made. What the user has set stands. */
    public static void log(String logger, String level) {
        String property = "org.slf4j.simpleLogger." + logger;
        if (System.getProperty(property) == null) {
            System.setProperty(property, level);
        }
    }
}
