// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The transforms of this plugin in the configuration of a connector. Connect asks a transform for nothing but its static settings when
 * a configuration is validated, and configures it when the task starts; what a connector of ours asks here is told before that.
 */
public final class OwnTransforms {
    private static final String TRANSFORMS = "transforms";
    private static final String TYPE = "type";
    /** Behind a rule's name. */
    private static final String VALUES_FILE = ".values.file";

    /** What is wrong with the settings of one, by the name of its class. */
    private static final Map<String, Function<Map<String, String>, Map<String, String>>> CHECKS = Map.of(
            QualityGate.Key.class.getName(), GateConfig::faults,
            QualityGate.Value.class.getName(), GateConfig::faults,
            Protect.Key.class.getName(), ProtectConfig::faults,
            Protect.Value.class.getName(), ProtectConfig::faults,
            Deduplicate.Value.class.getName(), given -> Faults.ofEachKey(Deduplicate.CONFIG_DEF, given),
            LogLine.Value.class.getName(), given -> Faults.ofEachKey(LogLine.CONFIG_DEF, given));

    private OwnTransforms() {}

    /**
     * What is wrong with them, by the connector's whole keys; empty if nothing is. Reads files that they point to.
     *
     * @param connector its configuration, references resolved
     */
    public static Map<String, String> faults(Map<String, String> connector) {
        Map<String, String> faults = new TreeMap<>();
        each(connector, (prefix, check, settings) -> check.apply(settings)
                .forEach((key, fault) -> faults.put(prefix + key, fault)));
        return faults;
    }

    /**
     * What stands in the files that they point to, by the connector's whole keys: it decides on records as the settings do. Of a file that
     * cannot be read there is nothing.
     *
     * @param connector its configuration, references resolved
     */
    public static Map<String, String> contents(Map<String, String> connector) {
        Map<String, String> contents = new TreeMap<>();
        each(
                connector,
                (prefix, check, settings) -> settings.forEach((key, value) -> {
                    if (key.equals(ContractRules.CONTRACT) || key.endsWith(VALUES_FILE)) {
                        OwnFiles.content(value).ifPresent(content -> contents.put(prefix + key, content));
                    }
                }));
        return contents;
    }

    private interface Visitor {
        void visit(
                String prefix, Function<Map<String, String>, Map<String, String>> check, Map<String, String> settings);
    }

    private static void each(Map<String, String> connector, Visitor visitor) {
        for (String alias : connector.getOrDefault(TRANSFORMS, "").split(",", -1)) {
            String prefix = TRANSFORMS + "." + alias.strip() + ".";
            Function<Map<String, String>, Map<String, String>> check =
                    CHECKS.get(connector.getOrDefault(prefix + TYPE, ""));
            if (check != null) {
                visitor.visit(prefix, check, behind(prefix, connector));
            }
        }
    }

    private static Map<String, String> behind(String prefix, Map<String, String> connector) {
        Map<String, String> settings = new TreeMap<>();
        connector.forEach((key, value) -> {
            if (key.startsWith(prefix) && value != null) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        return settings;
    }
}
