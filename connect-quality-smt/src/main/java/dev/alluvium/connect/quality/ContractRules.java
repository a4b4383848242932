// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.contract.Contract;
import dev.alluvium.contract.Contract.DataSet;
import dev.alluvium.contract.ContractException;
import dev.alluvium.contract.ContractReader;
import dev.alluvium.contract.PlacedRule;
import dev.alluvium.contract.PlacedRule.Place;
import dev.alluvium.contract.RulePlan;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules that a contract has for single records, as if they stood in the configuration. What the configuration says of one of them
 * under its name counts more.
 *
 * @param configuration with them
 * @param paths of the rules in the contract, by name
 * @param label the contract's id and version, empty if there is none
 * @param dataSet empty if there is none, or if something is wrong
 * @param faults what is wrong, by key
 */
record ContractRules(
        Map<String, String> configuration,
        Map<String, String> paths,
        String label,
        Optional<DataSet> dataSet,
        Map<String, String> faults) {
    static final String CONTRACT = "contract";
    static final String OBJECT = "contract.object";

    /** @throws IllegalArgumentException with all that is wrong with the contract, if a file is named */
    static void requireContract(String file) {
        String fault = of(Map.of(CONTRACT, file)).faults().get(CONTRACT);
        if (fault != null) {
            throw new IllegalArgumentException("names no contract: " + fault);
        }
    }

    /** Reads the contract that the configuration names, if it names one. */
    static ContractRules of(Map<String, String> given) {
        String file = given.getOrDefault(CONTRACT, "").strip();
        if (file.isEmpty()) {
            return without(given, Map.of());
        }
        try {
            Contract contract = new ContractReader().read(OwnFiles.path(file));
            return of(given, contract);
        } catch (ContractException e) {
            return without(given, Map.of(CONTRACT, String.valueOf(e.getMessage())));
        } catch (InvalidPathException e) {
            return without(given, Map.of(CONTRACT, "is no path: " + e.getMessage()));
        }
    }

    private static ContractRules without(Map<String, String> given, Map<String, String> faults) {
        return new ContractRules(given, Map.of(), "", Optional.empty(), faults);
    }

    private static ContractRules of(Map<String, String> given, Contract contract) {
        String object = given.getOrDefault(OBJECT, "").strip();
        List<DataSet> found = contract.dataSets().stream()
                .filter(dataSet -> object.isEmpty() || dataSet.name().equals(object))
                .toList();
        if (found.size() != 1) {
            List<String> names = contract.dataSets().stream().map(DataSet::name).toList();
            return without(given, Map.of(OBJECT, "must be one of those in the contract: " + names));
        }
        return merged(given, contract, found.get(0));
    }

    private static ContractRules merged(Map<String, String> given, Contract contract, DataSet dataSet) {
        Map<String, String> all = new TreeMap<>();
        Map<String, String> paths = new LinkedHashMap<>();
        for (PlacedRule rule : RulePlan.of(contract, dataSet)) {
            if (rule.place() == Place.RECORD) {
                paths.put(rule.name(), rule.path());
                rule.settings().forEach((key, value) -> all.put("rule." + rule.name() + "." + key, value));
            }
        }
        all.putAll(given);
        List<String> names = new ArrayList<>(paths.keySet());
        String own = given.getOrDefault(GateConfigDef.RULES, "");
        if (!own.isBlank()) {
            names.add(own);
        }
        all.put(GateConfigDef.RULES, String.join(",", names));
        return new ContractRules(all, paths, contract.id() + "@" + contract.version(), Optional.of(dataSet), Map.of());
    }

    /** The faults of rules, those of the contract's under the key that names it, with their place in it. */
    Map<String, String> placed(Map<String, String> ruleFaults) {
        Map<String, String> placed = new TreeMap<>();
        ruleFaults.forEach((key, fault) -> {
            String path = paths.entrySet().stream()
                    .filter(rule -> key.startsWith("rule." + rule.getKey() + "."))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
            if (path.isEmpty()) {
                placed.put(key, fault);
            } else {
                placed.merge(CONTRACT, path + ": " + key + ": " + fault, (first, second) -> first + "\n  " + second);
            }
        });
        return placed;
    }
}
