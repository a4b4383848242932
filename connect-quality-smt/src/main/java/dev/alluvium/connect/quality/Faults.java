// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** What is wrong with a configuration, by key. */
final class Faults {
    private Faults() {}

    /** What each key has wrong by itself. */
    static Map<String, String> ofEachKey(ConfigDef def, Map<String, String> configuration) {
        Map<String, String> faults = new TreeMap<>();
        for (ConfigValue value : def.validate(configuration)) {
            if (!value.errorMessages().isEmpty()) {
                faults.put(value.name(), String.join("; ", value.errorMessages()));
            }
        }
        return faults;
    }

    /** @throws ConfigException that tells all faults, if there are any */
    static void refuse(String what, Map<String, String> faults) {
        if (!faults.isEmpty()) {
            throw new ConfigException(faults.entrySet().stream()
                    .map(fault -> "\n  " + fault.getKey() + ": " + fault.getValue())
                    .collect(Collectors.joining("", what + ":", "")));
        }
    }

    /** A configuration as people write it: Connect hands settings over as objects of any type. */
    static Map<String, String> texts(Map<String, ?> configuration) {
        Map<String, String> texts = new TreeMap<>();
        configuration.forEach((key, value) -> {
            if (value != null) {
                texts.put(key, value.toString());
            }
        });
        return texts;
    }
}
