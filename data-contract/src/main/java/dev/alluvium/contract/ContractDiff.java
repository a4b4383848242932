// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import dev.alluvium.contract.Contract.DataSet;
import dev.alluvium.contract.Contract.Property;
import dev.alluvium.contract.ContractChange.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Compares two versions of a contract. */
public final class ContractDiff {
    /** What the properties themselves tell already. */
    private static final Set<String> TOLD = Set.of("type", "not_null", "unique");

    private final Contract older;
    private final Contract newer;
    private final List<ContractChange> changes = new ArrayList<>();

    private ContractDiff(Contract older, Contract newer) {
        this.older = older;
        this.newer = newer;
    }

    /** All that is not the same, in the order of the newer one, and behind it what is gone. */
    public static List<ContractChange> of(Contract older, Contract newer) {
        ContractDiff diff = new ContractDiff(older, newer);
        diff.dataSets();
        return List.copyOf(diff.changes);
    }

    /** Whether the newer one's version says that it is not what the older one was: the first of its numbers is a higher one. */
    public static boolean isNewMajor(Contract older, Contract newer) {
        return major(newer) > major(older);
    }

    private static long major(Contract contract) {
        String first = contract.version().replaceFirst("^v", "").replaceFirst("[^0-9].*", "");
        return first.isEmpty() || first.length() > 9 ? 0 : Long.parseLong(first);
    }

    private void dataSets() {
        compare(
                byName(older.dataSets(), DataSet::name),
                byName(newer.dataSets(), DataSet::name),
                added -> add(Effect.HARMLESS, added.path(), "the object " + added.name() + " is new"),
                gone -> add(Effect.BREAKS_READERS, gone.path(), "the object " + gone.name() + " is gone"),
                this::dataSet);
    }

    private void dataSet(DataSet before, DataSet now) {
        if (!before.physicalName().equals(now.physicalName())) {
            add(
                    Effect.BREAKS_BOTH,
                    now.path(),
                    "the physical name was " + before.physicalName() + " and is " + now.physicalName());
        }
        compare(
                byName(flat(before.properties()), Property::field),
                byName(flat(now.properties()), Property::field),
                this::added,
                gone -> add(Effect.BREAKS_READERS, gone.path(), gone.field() + " is gone"),
                this::property);
        compare(
                rules(older, before),
                rules(newer, now),
                rule -> add(Effect.BREAKS_WRITERS, rule.path(), "the rule " + rule.name() + " is new"),
                rule -> add(Effect.BREAKS_READERS, rule.path(), "the rule " + rule.name() + " is gone"),
                this::rule);
    }

    private void added(Property added) {
        boolean isRequired = added.isRequired() || added.isKey();
        add(
                isRequired ? Effect.BREAKS_WRITERS : Effect.HARMLESS,
                added.path(),
                added.field() + " is new" + (isRequired ? " and required" : ""));
    }

    private void property(Property before, Property now) {
        if (!before.logicalType().equals(now.logicalType())) {
            add(
                    Effect.BREAKS_BOTH,
                    now.path(),
                    now.field() + " was of type '" + before.logicalType() + "' and is of '" + now.logicalType() + "'");
        }
        if (before.isRequired() != now.isRequired()) {
            add(
                    now.isRequired() ? Effect.BREAKS_WRITERS : Effect.BREAKS_READERS,
                    now.path(),
                    now.field() + (now.isRequired() ? " is required now" : " may be null now"));
        }
        if (before.isKey() != now.isKey()) {
            add(
                    Effect.BREAKS_BOTH,
                    now.path(),
                    now.field() + (now.isKey() ? " is of the primary key now" : " is no longer of the primary key"));
        }
        if (before.isUnique() != now.isUnique()) {
            add(
                    now.isUnique() ? Effect.BREAKS_WRITERS : Effect.BREAKS_READERS,
                    now.path(),
                    now.field() + (now.isUnique() ? " is unique now" : " is no longer unique"));
        }
        if (!before.classification().equals(now.classification())) {
            add(
                    Effect.BREAKS_READERS,
                    now.path(),
                    now.field() + " was classified as '" + before.classification() + "' and is as '"
                            + now.classification() + "': readers may see something else of it");
        }
    }

    private void rule(PlacedRule before, PlacedRule now) {
        if (!before.settings().equals(now.settings()) || before.place() != now.place()) {
            add(
                    RuleChange.effect(before, now),
                    now.path(),
                    "the rule " + now.name() + " was " + before.settings() + " and is " + now.settings());
        }
    }

    private static Map<String, PlacedRule> rules(Contract contract, DataSet dataSet) {
        List<PlacedRule> rules = RulePlan.of(contract, dataSet).stream()
                .filter(rule -> rule.path().contains("quality")
                        || !TOLD.contains(rule.settings().getOrDefault("check", "")))
                .toList();
        return byName(rules, PlacedRule::name);
    }

    private static List<Property> flat(List<Property> properties) {
        List<Property> all = new ArrayList<>();
        for (Property property : properties) {
            all.add(property);
            all.addAll(flat(property.inside()));
        }
        return all;
    }

    private static <T> Map<String, T> byName(List<T> things, Function<T, String> name) {
        Map<String, T> named = new LinkedHashMap<>();
        things.forEach(thing -> named.put(name.apply(thing), thing));
        return named;
    }

    private interface Pair<T> {
        void of(T before, T now);
    }

    private static <T> void compare(
            Map<String, T> before, Map<String, T> now, Consumer<T> added, Consumer<T> gone, Pair<T> both) {
        now.forEach((name, thing) -> {
            T earlier = before.get(name);
            if (earlier == null) {
                added.accept(thing);
            } else {
                both.of(earlier, thing);
            }
        });
        before.forEach((name, thing) -> {
            if (!now.containsKey(name)) {
                gone.accept(thing);
            }
        });
    }

    private void add(Effect effect, String path, String what) {
        changes.add(new ContractChange(effect, path, what));
    }
}
