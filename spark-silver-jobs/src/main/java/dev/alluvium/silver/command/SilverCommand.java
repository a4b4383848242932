// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code silver}: what makes silver tables of bronze ones. The same main runs on a laptop and by {@code spark-submit}. */
@Command(
        name = "silver",
        subcommands = {PromoteCommand.class, CommandLine.HelpCommand.class},
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Makes silver tables of bronze ones: docs/silver.md.",
        footer = {"", "Exit codes: 0 all is well; 1 a table failed; 2 wrong options."})
public final class SilverCommand {
    private SilverCommand() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(line().execute(arguments));
    }

    static CommandLine line() {
        return new CommandLine(new SilverCommand());
    }
}
