// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code contract}: what can be asked of contracts. */
@Command(
        name = "contract",
        subcommands = {LintCommand.class, ExplainCommand.class, DiffCommand.class, CommandLine.HelpCommand.class},
        usageHelpAutoWidth = true,
        description = "Contracts of data sets, by the Open Data Contract Standard v3.1: docs/quality.md.",
        footer = {"", "Exit codes: 0 all is well; 1 something is wrong with a contract, or broken; 2 wrong options."})
public final class ContractCommand {
    static final int WRONG = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean isHelpWanted;

    private ContractCommand() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(line().execute(arguments));
    }

    static CommandLine line() {
        return new CommandLine(new ContractCommand());
    }
}
