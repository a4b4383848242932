// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.protect.Hmac;
import dev.alluvium.connect.quality.protect.Mask;
import dev.alluvium.connect.quality.protect.Protection;
import dev.alluvium.connect.quality.protect.Redaction;
import dev.alluvium.connect.quality.protect.Token;
import dev.alluvium.connect.quality.protect.Truncation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;

/** The configuration of one transform that protects values. */
final class ProtectConfig {
    private final ProtectedPaths paths;
    private final String placeholder;

    private ProtectConfig(ProtectedPaths paths, String placeholder) {
        this.paths = paths;
        this.placeholder = placeholder;
    }

    /** @throws org.apache.kafka.common.config.ConfigException that tells all that is wrong, but never the secret key */
    static ProtectConfig of(Map<String, ?> configuration) {
        Map<String, String> given = Faults.texts(configuration);
        Faults.refuse("Values cannot be protected", faults(given));
        AbstractConfig config = new AbstractConfig(Protect.CONFIG_DEF, given, false);
        return new ProtectConfig(ProtectedPaths.of(protections(config)), config.getString(GateConfigDef.PLACEHOLDER));
    }

    /** What is wrong, by key; empty if nothing is. */
    static Map<String, String> faults(Map<String, String> given) {
        Map<String, String> faults = Faults.ofEachKey(Protect.CONFIG_DEF, given);
        boolean needsKey = isGiven(given, ProtectConfigDef.HMAC) || isGiven(given, ProtectConfigDef.TOKEN);
        if (needsKey && !isGiven(given, ProtectConfigDef.KEY)) {
            faults.put(
                    ProtectConfigDef.KEY,
                    "must be given for " + ProtectConfigDef.HMAC + " and " + ProtectConfigDef.TOKEN);
        }
        if (faults.isEmpty()) {
            try {
                ProtectedPaths.of(protections(new AbstractConfig(Protect.CONFIG_DEF, given, false)));
            } catch (IllegalArgumentException e) {
                faults.put(ProtectConfigDef.REDACT, String.valueOf(e.getMessage()));
            }
        }
        return faults;
    }

    private static boolean isGiven(Map<String, String> given, String key) {
        return !given.getOrDefault(key, "").isBlank();
    }

    /** @throws IllegalArgumentException if a path is none */
    static List<FieldPath> paths(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(path -> FieldPath.of(path.strip()))
                        .toList();
    }

    /** By path; of two for one path, which are refused, both are there: no path is equal to another. */
    private static Map<FieldPath, Protection> protections(AbstractConfig config) {
        Map<FieldPath, Protection> protections = new LinkedHashMap<>();
        add(protections, config, ProtectConfigDef.REDACT, Redaction.REDACT);
        add(protections, config, ProtectConfigDef.MASK, new Mask(config.getInt(ProtectConfigDef.MASK_KEEP_LAST)));
        add(
                protections,
                config,
                ProtectConfigDef.TRUNCATE,
                new Truncation(config.getInt(ProtectConfigDef.TRUNCATE_LENGTH)));
        if (config.getPassword(ProtectConfigDef.KEY) != null) {
            Hmac hmac = new Hmac(config.getPassword(ProtectConfigDef.KEY).value());
            add(protections, config, ProtectConfigDef.HMAC, hmac);
            add(protections, config, ProtectConfigDef.TOKEN, new Token(hmac));
        }
        return protections;
    }

    private static void add(
            Map<FieldPath, Protection> protections, AbstractConfig config, String key, Protection protection) {
        paths(config.getString(key)).forEach(path -> protections.put(path, protection));
    }

    ProtectedPaths paths() {
        return paths;
    }

    String placeholder() {
        return placeholder;
    }
}
