// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import dev.alluvium.contract.Contract.DataSet;
import dev.alluvium.contract.Contract.Property;
import dev.alluvium.contract.Contract.Quality;
import dev.alluvium.contract.PlacedRule.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says of each rule of a data set where it is checked: on each record, on the table, or nowhere. None is left out.
 *
 * <p>What is done about a record that a rule does not hold for, the contract may say in a custom property {@code onViolation} of the rule,
 * of its property, or of the data set; the nearest one counts.
 */
public final class RulePlan {
    static final String ON_VIOLATION = "onViolation";

    private final List<PlacedRule> rules = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final DataSet dataSet;

    private RulePlan(DataSet dataSet) {
        this.dataSet = dataSet;
    }

    /** All rules of one of the contract's data sets, in the order of the contract. */
    public static List<PlacedRule> of(Contract contract, DataSet dataSet) {
        RulePlan plan = new RulePlan(dataSet);
        List<String> key = dataSet.properties().stream()
                .filter(Property::isKey)
                .map(Property::field)
                .toList();
        if (!key.isEmpty()) {
            plan.set("primary-key", dataSet.path(), Map.of("check", "unique", "fields", String.join(",", key)));
        }
        dataSet.properties().forEach(plan::property);
        dataSet.qualities().forEach(quality -> plan.quality(quality, "", Map.of()));
        for (String relationship : dataSet.relationships()) {
            plan.set(
                    "foreign-key",
                    dataSet.path() + ".relationships",
                    Map.of("check", "foreign_key", "to", relationship));
        }
        contract.agreements()
                .forEach(agreement -> plan.set(
                        "sla-" + agreement.property(),
                        agreement.path(),
                        Map.of("check", "sla", "property", agreement.property(), "value", agreement.value())));
        return List.copyOf(plan.rules);
    }

    private void property(Property property) {
        new TypeRules(property, (check, settings) -> record(property, check, settings), this::nowhere).place();
        if (property.isUnique()) {
            set(
                    slug(property.field()) + "-unique",
                    property.path(),
                    Map.of("check", "unique", "fields", property.field()));
        }
        property.qualities().forEach(quality -> quality(quality, property.field(), property.custom()));
        for (String relationship : property.relationships()) {
            set(
                    slug(property.field()) + "-foreign-key",
                    property.path() + ".relationships",
                    Map.of("check", "foreign_key", "fields", property.field(), "to", relationship));
        }
        property.inside().forEach(this::property);
    }

    private void record(Property property, String check, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putIfAbsent("field", property.field());
        all.put("check", check);
        add(
                Place.RECORD,
                slug(property.field()) + "-" + check,
                property.path(),
                acted(all, property.custom(), Map.of()),
                "");
    }

    private void quality(Quality quality, String field, Map<String, Object> ofProperty) {
        String name = quality.name().isEmpty()
                ? slug(field.isEmpty() ? dataSet.name() : field) + "-"
                        + slug(quality.metric().isEmpty() ? quality.type() : quality.metric())
                : slug(quality.name());
        Placement placement = Placement.of(quality, field);
        Map<String, String> settings = placement.place() == Place.RECORD
                ? acted(placement.settings(), quality.custom(), ofProperty)
                : placement.settings();
        add(placement.place(), name, quality.path(), settings, placement.reason());
    }

    /** With what is done, if that is said, by the nearest that says it. */
    private Map<String, String> acted(
            Map<String, String> settings, Map<String, Object> nearest, Map<String, Object> next) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        for (Map<String, Object> custom : List.of(nearest, next, dataSet.custom())) {
            if (custom.containsKey(ON_VIOLATION)) {
                all.put("on.violation", String.valueOf(custom.get(ON_VIOLATION)));
                break;
            }
        }
        return all;
    }

    private void set(String name, String path, Map<String, String> settings) {
        add(Place.SET, name, path, settings, "");
    }

    private void nowhere(String path, String reason) {
        add(Place.NOWHERE, slug(path), path, Map.of(), reason);
    }

    private void add(Place place, String name, String path, Map<String, String> settings, String reason) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = name + "-" + i;
        }
        rules.add(new PlacedRule(place, unique, path, settings, reason));
    }

    /** Letters, digits, dashes and underscores, as rules in configurations are named. */
    private static String slug(String text) {
        String slug = text.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "rule" : slug;
    }
}
