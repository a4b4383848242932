// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import dev.alluvium.contract.Contract;
import dev.alluvium.contract.Contract.DataSet;
import dev.alluvium.contract.Contract.Property;
import dev.alluvium.contract.ContractException;
import dev.alluvium.contract.ContractReader;
import dev.alluvium.contract.PlacedRule;
import dev.alluvium.contract.PlacedRule.Place;
import dev.alluvium.contract.RulePlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code contract explain}: where each rule of a contract is checked. */
@Command(
        name = "explain",
        description =
                "Tells of each rule of a contract where it is checked: on each record in the stream, on the table, or nowhere, and why. None "
                        + "is left out.")
final class ExplainCommand implements Callable<Integer> {
    private static final Map<Place, String> TITLES = Map.of(
            Place.RECORD, "On each record, in the stream",
            Place.SET, "On the table",
            Place.NOWHERE, "Nowhere: people have to know");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A contract, in YAML.")
    @SuppressWarnings("NullAway.Init") // As above.
    private Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Contract contract = new ContractReader().read(file);
            contract.dataSets().forEach(dataSet -> explain(contract, dataSet, out));
            return 0;
        } catch (ContractException e) {
            e.faults().forEach(fault -> out.println(file + ": " + fault));
            return ContractCommand.WRONG;
        }
    }

    private static void explain(Contract contract, DataSet dataSet, PrintWriter out) {
        out.println(contract.id() + " " + contract.version() + ", " + dataSet.name());
        List<PlacedRule> rules = RulePlan.of(contract, dataSet);
        int width = rules.stream()
                .filter(rule -> rule.place() != Place.NOWHERE)
                .mapToInt(rule -> rule.name().length())
                .max()
                .orElse(0);
        for (Place place : Place.values()) {
            List<PlacedRule> here =
                    rules.stream().filter(rule -> rule.place() == place).toList();
            if (!here.isEmpty()) {
                out.println();
                out.println("  " + TITLES.get(place));
                here.forEach(rule -> out.println("    " + line(rule, width).stripTrailing()));
            }
        }
        classified(dataSet, out);
        out.println();
    }

    private static String line(PlacedRule rule, int width) {
        if (rule.place() == Place.NOWHERE) {
            return rule.path() + "  (" + rule.reason() + ")";
        }
        String settings = rule.settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("  "));
        String reason = rule.reason().isEmpty() ? "" : "  (" + rule.reason() + ")";
        return rule.name() + " ".repeat(width - rule.name().length()) + "  " + settings + reason;
    }

    private static void classified(DataSet dataSet, PrintWriter out) {
        List<Property> classified = dataSet.properties().stream()
                .filter(property -> !property.classification().isEmpty())
                .toList();
        if (!classified.isEmpty()) {
            out.println();
            out.println("  To be protected");
            classified.forEach(property -> out.println("    " + property.field() + "  " + property.classification()));
        }
    }
}
