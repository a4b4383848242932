// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import dev.alluvium.connect.quality.OwnTransforms;
import dev.alluvium.connect.quality.QualityGate;
import dev.alluvium.contract.Contract;
import dev.alluvium.contract.Contract.DataSet;
import dev.alluvium.contract.ContractException;
import dev.alluvium.contract.ContractReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code contract lint}: whether contracts can be used as they are. */
@Command(
        name = "lint",
        description =
                "Finds all that is wrong with contracts: against the schema of the standard, and in the rules that follow from them, as "
                        + "a connector would.")
final class LintCommand implements Callable<Integer> {
    private static final String GATE = "transforms.gate.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Contracts, in YAML.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean isWell = true;
        for (Path file : files) {
            try {
                Contract contract = new ContractReader().read(file);
                TreeSet<String> faults = new TreeSet<>();
                contract.dataSets().forEach(dataSet -> faults.addAll(faults(file, dataSet)));
                faults.forEach(fault -> out.println(file + ": " + fault));
                if (faults.isEmpty()) {
                    out.println(file + ": " + contract.id() + " " + contract.version() + ", all is well");
                }
                isWell &= faults.isEmpty();
            } catch (ContractException e) {
                e.faults().forEach(fault -> out.println(file + ": " + fault));
                isWell = false;
            }
        }
        return isWell ? 0 : ContractCommand.WRONG;
    }

    /** As the transform finds them that would use the contract. */
    private static List<String> faults(Path file, DataSet dataSet) {
        return OwnTransforms.faults(Map.of(
                        "transforms",
                        "gate",
                        GATE + "type",
                        QualityGate.Value.class.getName(),
                        GATE + "contract",
                        file.toString(),
                        GATE + "contract.object",
                        dataSet.name(),
                        GATE + "reject.via",
                        "headers",
                        GATE + "route.topic",
                        "bad"))
                .values()
                .stream()
                .flatMap(String::lines)
                .map(String::strip)
                .toList();
    }
}
