// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.rules;

import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.Check;
import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.check.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Rules as a configuration has them: {@code rules} names them, and {@code rule.<name>.check}, {@code .field} and the parameters of the
 * check say what each is; {@code .on.violation} what is done about it, {@code on.violation} if a rule does not say: to tag, unless
 * this is given.
 *
 * @param rules those without a fault, in the order in which they are named
 * @param faults what is wrong, by key; a rule with one is not among the others
 */
public record ConfiguredRules(List<Rule> rules, Map<String, String> faults) {
    private static final String NAMES = "rules";
    private static final String RULE = "rule.";
    private static final String ACTION = "on.violation";
    private static final String FIELD = "field";
    private static final String DEFAULT = "default";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    public ConfiguredRules {
        rules = List.copyOf(rules);
        faults = new TreeMap<>(faults);
    }

    /**
     * Reads all of them, whatever is wrong with some.
     *
     * @param configuration may have other keys as well
     * @param context what checks are made with
     */
    public static ConfiguredRules of(Map<String, String> configuration, CheckContext context) {
        Map<String, String> faults = new TreeMap<>();
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Action otherwise = new Parameters("", configuration, faults)
                .optional(ACTION, Parameters.oneOf(List.of(Action.values())))
                .orElse(Action.TAG);
        String named = configuration.getOrDefault(NAMES, "");
        for (String name : named.isBlank() ? List.<String>of() : Parameters.list(named)) {
            if (!NAME.matcher(name).matches()) {
                addTo(faults, "names '" + name + "': a name has letters, digits, _ and -");
            } else if (!names.add(name)) {
                addTo(faults, "names '" + name + "' twice");
            } else {
                rule(name, configuration, otherwise, context, faults).ifPresent(rules::add);
            }
        }
        configuration.keySet().stream()
                .filter(key -> key.startsWith(RULE) && names.stream().noneMatch(name -> key.startsWith(prefix(name))))
                .forEach(key -> faults.put(key, "is of a rule that '" + NAMES + "' does not name"));
        return new ConfiguredRules(rules, faults);
    }

    private static void addTo(Map<String, String> faults, String what) {
        faults.merge(NAMES, what, (first, second) -> first + "; " + second);
    }

    private static Optional<Rule> rule(
            String name,
            Map<String, String> configuration,
            Action otherwise,
            CheckContext context,
            Map<String, String> faults) {
        Map<String, String> given = new TreeMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(prefix(name))) {
                given.put(key.substring(prefix(name).length()), value);
            }
        });
        Parameters parameters = new Parameters(prefix(name), given, faults);
        Action action = parameters
                .optional(ACTION, Parameters.oneOf(List.of(Action.values())))
                .orElse(otherwise);
        Optional<String> replacement = parameters.optional(DEFAULT, text -> text);
        if (replacement.isPresent() && action != Action.SET_DEFAULT) {
            parameters.fault(DEFAULT, "is used by no action but " + Action.SET_DEFAULT + "; this one is " + action);
        }
        Optional<CheckKind> kind = parameters.required("check", Parameters.oneOf(List.of(CheckKind.values())));
        boolean needsField = kind.isEmpty() || !kind.get().isAboutRecords();
        Optional<FieldPath> field = needsField || parameters.isGiven(FIELD)
                ? parameters.required(FIELD, FieldPath::of)
                : Optional.of(FieldPath.of(""));
        Optional<Check> check = kind.flatMap(known -> known.of(parameters, context));
        parameters.optional(FIELD, FieldPath::of);
        if (kind.isPresent()) {
            parameters.refuseTheRest();
        }
        boolean isSound = faults.keySet().stream().noneMatch(key -> key.startsWith(prefix(name)));
        return isSound
                ? field.flatMap(path -> check.map(of -> new Rule(name, path, of, action, replacement)))
                : Optional.empty();
    }

    private static String prefix(String name) {
        return RULE + name + ".";
    }
}
