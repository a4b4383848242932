// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import dev.alluvium.contract.Contract;
import dev.alluvium.contract.ContractChange;
import dev.alluvium.contract.ContractChange.Effect;
import dev.alluvium.contract.ContractDiff;
import dev.alluvium.contract.ContractException;
import dev.alluvium.contract.ContractReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code contract diff}: what a new version of a contract breaks. */
@Command(
        name = "diff",
        description =
                "Tells what is not the same in two versions of a contract, and whom it takes by surprise. Fails if it breaks something and the "
                        + "first number of the version is not a higher one: for pull requests.")
final class DiffCommand implements Callable<Integer> {
    private static final Map<Effect, String> TITLES = Map.of(
            Effect.BREAKS_READERS, "breaks readers",
            Effect.BREAKS_WRITERS, "breaks writers",
            Effect.BREAKS_BOTH, "breaks both",
            Effect.HARMLESS, "harmless");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Parameters(paramLabel = "OLD", description = "The contract as it was.")
    @SuppressWarnings("NullAway.Init") // As above.
    private Path old;

    @Parameters(paramLabel = "NEW", description = "The contract as it is to be.")
    @SuppressWarnings("NullAway.Init") // As above.
    private Path young;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Contract older = new ContractReader().read(old);
            Contract newer = new ContractReader().read(young);
            List<ContractChange> changes = ContractDiff.of(older, newer);
            changes.forEach(
                    change -> out.printf("%-14s  %s: %s%n", TITLES.get(change.effect()), change.path(), change.what()));
            boolean breaks = changes.stream().anyMatch(change -> change.effect() != Effect.HARMLESS);
            boolean isTold = ContractDiff.isNewMajor(older, newer);
            out.println(verdict(changes, breaks, isTold, older, newer));
            return breaks && !isTold ? ContractCommand.WRONG : 0;
        } catch (ContractException e) {
            out.println(e.getMessage());
            return ContractCommand.WRONG;
        }
    }

    private static String verdict(
            List<ContractChange> changes, boolean breaks, boolean isTold, Contract older, Contract newer) {
        if (changes.isEmpty()) {
            return "Nothing that counts is different.";
        }
        String versions = older.version() + " -> " + newer.version();
        if (!breaks) {
            return "Nothing is broken (" + versions + ").";
        }
        return isTold
                ? "Something is broken, and the version says so (" + versions + ")."
                : "Something is broken, and the version does not say so (" + versions + "): raise its first number.";
    }
}
