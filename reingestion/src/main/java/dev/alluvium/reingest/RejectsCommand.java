// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.verify.command.CommandLines;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejects}: what can be done with tables of rejects. */
@Command(
        name = "rejects",
        subcommands = ReplayCommand.class,
        usageHelpAutoWidth = true,
        description = "What can be done with records that were rejected: docs/quality.md.",
        footer = {"", "Exit codes: 0 done; 2 not done."})
public final class RejectsCommand implements Callable<Integer> {
    private static final int FAILED = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself.
    private boolean help;

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        CommandLines.log("defaultLogLevel", "error");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new RejectsCommand(), FAILED, ReingestCommand::isTold);
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "rejects: say what is to be done");
    }
}
