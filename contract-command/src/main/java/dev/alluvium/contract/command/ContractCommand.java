// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import dev.alluvium.connect.quality.BundleVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code contract}: what can be asked of contracts. */
@Command(
        name = "contract",
        subcommands = {
            LintCommand.class,
            ExplainCommand.class,
            DiffCommand.class,
            InferCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = ContractCommand.Version.class,
        usageHelpAutoWidth = true,
        description = "Contracts of data sets, by the Open Data Contract Standard v3.1: docs/quality.md.",
        footer = {"", "Exit codes: 0 all is well; 1 something is wrong with a contract, or broken; 2 wrong options."})
public final class ContractCommand {
    static final int WRONG = 1;

    private ContractCommand() {}

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {BundleVersion.version()};
        }
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(line().execute(arguments));
    }

    static CommandLine line() {
        return new CommandLine(new ContractCommand());
    }
}
