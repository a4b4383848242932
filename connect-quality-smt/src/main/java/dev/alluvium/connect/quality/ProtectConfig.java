// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.protect.Hmac;
import dev.alluvium.connect.quality.protect.Mask;
import dev.alluvium.connect.quality.protect.Protection;
import dev.alluvium.connect.quality.protect.Redaction;
import dev.alluvium.connect.quality.protect.Token;
import dev.alluvium.connect.quality.protect.Truncation;
import dev.alluvium.contract.Contract.Property;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;

/** The configuration of one transform that protects values. */
final class ProtectConfig {
    private static final List<String> ACTIONS = List.of(
            ProtectConfigDef.REDACT,
            ProtectConfigDef.MASK,
            ProtectConfigDef.TRUNCATE,
            ProtectConfigDef.HMAC,
            ProtectConfigDef.TOKEN);

    private final ProtectedPaths paths;
    private final String placeholder;

    private ProtectConfig(ProtectedPaths paths, String placeholder) {
        this.paths = paths;
        this.placeholder = placeholder;
    }

    /** @throws org.apache.kafka.common.config.ConfigException that tells all that is wrong, but never the secret key */
    static ProtectConfig of(Map<String, ?> configuration) {
        Map<String, String> given = Faults.texts(configuration);
        ContractRules contract = ContractRules.of(given);
        Faults.refuse("Values cannot be protected", faults(given, contract));
        AbstractConfig config = new AbstractConfig(Protect.CONFIG_DEF, given, false);
        return new ProtectConfig(
                ProtectedPaths.of(protections(config, contract)), config.getString(GateConfigDef.PLACEHOLDER));
    }

    /** What is wrong, by key; empty if nothing is. */
    static Map<String, String> faults(Map<String, String> given) {
        return faults(given, ContractRules.of(given));
    }

    private static Map<String, String> faults(Map<String, String> given, ContractRules contract) {
        Map<String, String> faults = Faults.ofEachKey(Protect.CONFIG_DEF, given);
        faults.putAll(contract.faults());
        boolean needsKey = Stream.of(ProtectConfigDef.HMAC, ProtectConfigDef.TOKEN)
                .anyMatch(key -> isGiven(given, key) || isGiven(given, ProtectConfigDef.classifications(key)));
        if (needsKey && !isGiven(given, ProtectConfigDef.KEY)) {
            faults.put(
                    ProtectConfigDef.KEY,
                    "must be given for " + ProtectConfigDef.HMAC + " and " + ProtectConfigDef.TOKEN);
        }
        if (faults.isEmpty()) {
            AbstractConfig config = new AbstractConfig(Protect.CONFIG_DEF, given, false);
            unnamed(config, contract).ifPresent(fault -> faults.put(ContractRules.CONTRACT, fault));
            try {
                ProtectedPaths.of(protections(config, contract));
            } catch (IllegalArgumentException e) {
                faults.put(ProtectConfigDef.REDACT, String.valueOf(e.getMessage()));
            }
        }
        return faults;
    }

    /** A field that somebody classified is not to be shown because nobody thought of it here. */
    private static Optional<String> unnamed(AbstractConfig config, ContractRules contract) {
        Set<String> named = new HashSet<>(texts(config.getString(ProtectConfigDef.CLEAR)));
        ACTIONS.forEach(key -> named.addAll(texts(config.getString(ProtectConfigDef.classifications(key)))));
        return classified(contract)
                .filter(property -> !named.contains(property.classification()))
                .findFirst()
                .map(property -> property.path() + ": it is classified as " + property.classification()
                        + ", of which nothing is said: name it in " + ProtectConfigDef.CLEAR + ", or in the "
                        + ProtectConfigDef.CLASSIFICATIONS.substring(1) + " of what is to be done");
    }

    private static boolean isGiven(Map<String, String> given, String key) {
        return !given.getOrDefault(key, "").isBlank();
    }

    private static List<String> texts(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** By path; of two for one path, which are refused, both are there: no path is equal to another. */
    private static Map<FieldPath, Protection> protections(AbstractConfig config, ContractRules contract) {
        Map<FieldPath, Protection> protections = new LinkedHashMap<>();
        Map<String, Protection> actions = new LinkedHashMap<>();
        actions.put(ProtectConfigDef.REDACT, Redaction.REDACT);
        actions.put(ProtectConfigDef.MASK, new Mask(config.getInt(ProtectConfigDef.MASK_KEEP_LAST)));
        actions.put(ProtectConfigDef.TRUNCATE, new Truncation(config.getInt(ProtectConfigDef.TRUNCATE_LENGTH)));
        if (config.getPassword(ProtectConfigDef.KEY) != null) {
            Hmac hmac = new Hmac(config.getPassword(ProtectConfigDef.KEY).value());
            actions.put(ProtectConfigDef.HMAC, hmac);
            actions.put(ProtectConfigDef.TOKEN, new Token(hmac));
        }
        Set<String> named = new HashSet<>();
        actions.forEach((key, protection) -> texts(config.getString(key)).forEach(path -> {
            protections.put(FieldPath.of(path), protection);
            named.add(path);
        }));
        // A field that is named is done by what names it, however it is classified.
        actions.forEach((key, protection) -> {
            List<String> classes = texts(config.getString(ProtectConfigDef.classifications(key)));
            classified(contract)
                    .filter(property ->
                            classes.contains(property.classification()) && !named.contains(property.field()))
                    .forEach(property -> protections.put(FieldPath.of(property.field()), protection));
        });
        return protections;
    }

    private static Stream<Property> classified(ContractRules contract) {
        return contract.dataSet().stream()
                .flatMap(dataSet -> dataSet.properties().stream())
                .flatMap(ProtectConfig::withInside)
                .filter(property -> !property.classification().isEmpty());
    }

    private static Stream<Property> withInside(Property property) {
        return Stream.concat(Stream.of(property), property.inside().stream().flatMap(ProtectConfig::withInside));
    }

    ProtectedPaths paths() {
        return paths;
    }

    String placeholder() {
        return placeholder;
    }
}
