// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import dev.alluvium.contract.Contract.Property;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The rules that follow from what a property is. */
final class TypeRules {
    /** Of the others nobody knows what a converter makes of them. */
    private static final Set<String> CHECKED_TYPES = Set.of("string", "integer", "number", "boolean", "array");

    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "uuid",
            "email", "email",
            "date", "date",
            "date-time", "date_time",
            "ipv4", "ipv4",
            "iban", "iban");
    private static final Map<String, String> BOUNDS =
            Map.of("minimum", "min", "maximum", "max", "exclusiveMinimum", "above", "exclusiveMaximum", "below");

    private final Property property;
    private final BiConsumer<String, Map<String, String>> record;
    private final BiConsumer<String, String> nowhere;

    /**
     * @param record takes a check of single records with its settings
     * @param nowhere takes the path of what cannot be checked, and why
     */
    TypeRules(Property property, BiConsumer<String, Map<String, String>> record, BiConsumer<String, String> nowhere) {
        this.property = property;
        this.record = record;
        this.nowhere = nowhere;
    }

    void place() {
        if (property.isRequired() || property.isKey()) {
            record.accept("not_null", Map.of());
        }
        if (CHECKED_TYPES.contains(property.logicalType())) {
            record.accept("type", Map.of("type", property.logicalType()));
        }
        switch (property.logicalType()) {
            case "string" -> text();
            case "integer", "number" -> number();
            case "array" -> array();
            case "object" -> object();
            default -> rest(Set.of());
        }
    }

    private void text() {
        range("length", Map.of("minLength", "min", "maxLength", "max"));
        option("pattern").ifPresent(pattern -> record.accept("pattern", Map.of("pattern", pattern)));
        option("format").ifPresent(format -> {
            if (FORMATS.containsKey(format)) {
                record.accept("format", Map.of("format", FORMATS.get(format)));
            } else {
                nowhere("format", "there is no check of the format " + format);
            }
        });
        rest(Set.of("minLength", "maxLength", "pattern", "format"));
    }

    private void number() {
        range("range", BOUNDS);
        option("format")
                .filter(format -> !format.startsWith("f"))
                .ifPresent(format -> record.accept("range", width(format)));
        rest(Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"));
    }

    /** As {@code i32} and {@code u8}. */
    private static Map<String, String> width(String format) {
        boolean isSigned = format.charAt(0) == 'i';
        int bits = Integer.parseInt(format.substring(1)) - (isSigned ? 1 : 0);
        BigInteger above = BigInteger.TWO.pow(bits);
        return Map.of("min", isSigned ? above.negate().toString() : "0", "below", above.toString());
    }

    private void array() {
        range("length", Map.of("minItems", "min", "maxItems", "max"));
        rest(Set.of("minItems", "maxItems"));
    }

    private void object() {
        if (property.options().get("required") instanceof List<?> required) {
            record.accept(
                    "schema",
                    Map.of("fields", required.stream().map(String::valueOf).collect(Collectors.joining(","))));
        }
        rest(Set.of("required"));
    }

    private void range(String check, Map<String, String> names) {
        Map<String, String> settings = new LinkedHashMap<>();
        names.forEach((option, setting) -> option(option).ifPresent(value -> settings.put(setting, value)));
        if (!settings.isEmpty()) {
            record.accept(check, settings);
        }
    }

    private Optional<String> option(String name) {
        return Optional.ofNullable(property.options().get(name)).map(String::valueOf);
    }

    private void rest(Set<String> placed) {
        property.options().keySet().stream()
                .filter(option -> !placed.contains(option))
                .sorted()
                .forEach(option -> nowhere(option, "there is no check of it"));
    }

    private void nowhere(String option, String reason) {
        nowhere.accept(property.path() + ".logicalTypeOptions." + option, reason);
    }
}
