// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import dev.alluvium.verify.VerifyException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The way to a connector's tables, as its configuration has it. */
final class Settings {
    private final Map<String, String> entries;

    private Settings(Map<String, String> entries) {
        this.entries = entries;
    }

    static Settings none() {
        return new Settings(Map.of());
    }

    static Settings ofConnector(Path file) {
        return new Settings(ConnectorFile.entries(file));
    }

    Optional<String> warehouse() {
        return Optional.ofNullable(entries.get(ConnectorFile.WAREHOUSE))
                .map(value -> resolved(ConnectorFile.WAREHOUSE, value));
    }

    /** @param more entries of the command line, which win */
    Configuration hadoop(Map<String, String> more) {
        Map<String, String> hadoop = new HashMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith(ConnectorFile.HADOOP)
                    && !more.containsKey(key.substring(ConnectorFile.HADOOP.length()))) {
                hadoop.put(key.substring(ConnectorFile.HADOOP.length()), resolved(key, value));
            }
        });
        hadoop.putAll(more);
        return ConnectorFile.hadoop(hadoop);
    }

    private static String resolved(String key, String value) {
        if (value.contains("${")) {
            throw new VerifyException(key + " in the connector's configuration is for a config provider, which only a "
                    + "Connect worker has: give it on the command line");
        }
        return value;
    }
}
