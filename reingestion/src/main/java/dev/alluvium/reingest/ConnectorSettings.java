// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import dev.alluvium.verify.command.ConnectorFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** A connector's configuration as it is registered. */
record ConnectorSettings(Map<String, String> entries) {
    ConnectorSettings {
        entries = Map.copyOf(entries);
    }

    /**
     * Reads what is in a file.
     *
     * @param overrides win over what the file says
     * @throws dev.alluvium.verify.VerifyException if it cannot be read
     * @throws ReingestException if a value is left to a config provider, or something is missing
     */
    static ConnectorSettings of(Path file, Map<String, String> overrides) {
        Map<String, String> entries = ConnectorFile.entries(file);
        entries.putAll(overrides);
        entries.forEach((key, value) -> {
            boolean template = key.startsWith("delta.table.") || key.startsWith("transforms.");
            if (value.matches("(?s).*\\$\\{[^}:]+:[^}]*}.*") && !template) {
                throw new ReingestException(
                        key + " is left to a config provider, which only a worker has: give it with --set");
            }
        });
        if (!entries.containsKey("name")) {
            throw new ReingestException("the connector's name is not in " + file + ": give it with --set name=NAME");
        }
        if (!entries.containsKey(ConnectorFile.WAREHOUSE)) {
            throw new ReingestException(
                    ConnectorFile.WAREHOUSE + " is not in " + file + ": is it this sink's configuration?");
        }
        return new ConnectorSettings(entries);
    }

    /** The entries below a prefix, without it. */
    Map<String, String> below(String prefix) {
        Map<String, String> below = new TreeMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                below.put(key.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** Where the table lies, as a reader names it. */
    String path(String table) {
        String warehouse = entries.getOrDefault(ConnectorFile.WAREHOUSE, "").replaceFirst("/+$", "");
        return (warehouse.startsWith("/") ? "file:" : "") + warehouse + "/" + table;
    }

    Configuration hadoop() {
        return ConnectorFile.hadoop(below(ConnectorFile.HADOOP));
    }
}
