// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import dev.alluvium.contract.Contract.Quality;
import dev.alluvium.contract.PlacedRule.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a rule goes that a contract states by itself. */
record Placement(Place place, Map<String, String> settings, String reason) {
    private static final String OWN_ENGINE = "alluvium";

    /** @param field that it is stated of, empty for the data set */
    static Placement of(Quality quality, String field) {
        return switch (quality.type()) {
            case "library" -> library(quality, field);
            case "sql" -> set(quality, "sql", Map.of("query", quality.text()), "a query is about the table");
            case "custom" -> custom(quality, field);
            default -> nowhere("a text is for people to read");
        };
    }

    private static Placement library(Quality quality, String field) {
        Map<String, String> fields = field.isEmpty() ? Map.of() : Map.of("fields", field);
        if (List.of("rowCount", "duplicateValues").contains(quality.metric())) {
            return set(quality, quality.metric(), fields, "it counts over the table");
        } else if (field.isEmpty()) {
            return nowhere("the metric " + quality.metric() + " is of a property, and this is none");
        } else if (!quality.allowsNone()) {
            return set(quality, quality.metric(), fields, "it allows for some, which only a table can count");
        }
        return switch (quality.metric()) {
            case "nullValues" -> record(Map.of("check", "not_null", "field", field));
            case "missingValues" -> missing(quality, field);
            default -> valid(quality, field);
        };
    }

    private static Placement missing(Quality quality, String field) {
        List<String> texts = texts(quality.arguments().get("missingValues"));
        return texts.isEmpty()
                ? record(Map.of("check", "not_null", "field", field))
                : record(Map.of("check", "none_of", "field", field, "values", joined(texts)));
    }

    private static Placement valid(Quality quality, String field) {
        List<String> texts = texts(quality.arguments().get("validValues"));
        Object pattern = quality.arguments().get("pattern");
        if (!texts.isEmpty() && pattern == null) {
            return record(Map.of("check", "one_of", "field", field, "values", joined(texts)));
        } else if (pattern != null && texts.isEmpty()) {
            return record(Map.of("check", "pattern", "field", field, "pattern", pattern.toString()));
        }
        return nowhere("invalidValues needs either validValues or pattern among its arguments");
    }

    private static Placement custom(Quality quality, String field) {
        if (!quality.metric().equals(OWN_ENGINE)) {
            return nowhere("it is for the engine " + quality.metric());
        }
        Map<String, String> settings = new LinkedHashMap<>();
        if (quality.arguments().isEmpty()) {
            settings.put("check", "expression");
            settings.put("expression", quality.text());
            return record(settings);
        }
        quality.arguments()
                .forEach((key, value) ->
                        settings.put(key, value instanceof List<?> ? joined(texts(value)) : value.toString()));
        if (!field.isEmpty()) {
            settings.putIfAbsent("field", field);
        }
        return record(settings);
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> elements
                ? elements.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String joined(List<String> texts) {
        return texts.stream().map(text -> text.replace(",", "\\,")).collect(Collectors.joining(","));
    }

    private static Placement record(Map<String, String> settings) {
        return new Placement(Place.RECORD, settings, "");
    }

    private static Placement set(Quality quality, String check, Map<String, String> settings, String reason) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("check", check);
        if (!quality.operator().isEmpty()) {
            all.put(quality.operator(), quality.threshold() + (quality.unit().isEmpty() ? "" : " " + quality.unit()));
        }
        return new Placement(Place.SET, all, reason);
    }

    private static Placement nowhere(String reason) {
        return new Placement(Place.NOWHERE, Map.of(), reason);
    }
}
