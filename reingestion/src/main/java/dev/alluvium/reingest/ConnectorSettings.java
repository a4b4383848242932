// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** A connector's configuration as it is registered. */
record ConnectorSettings(Map<String, String> entries) {
    private static final String HADOOP = "hadoop.";
    private static final String WAREHOUSE = "delta.warehouse";

    ConnectorSettings {
        entries = Map.copyOf(entries);
    }

    /**
     * Reads a file of JSON or of properties.
     *
     * @param overrides win over what the file says
     * @throws ReingestException if it cannot be read, or if a value is left to a config provider
     */
    static ConnectorSettings of(Path file, Map<String, String> overrides) {
        Map<String, String> entries = new TreeMap<>();
        try {
            if (String.valueOf(file.getFileName()).endsWith(".json")) {
                JsonNode json = new ObjectMapper().readTree(file.toFile());
                boolean wrapped = json.path("config").isObject();
                if (wrapped && json.path("name").isTextual()) {
                    entries.put("name", json.path("name").asText());
                }
                (wrapped ? json.path("config") : json)
                        .properties().stream()
                                .filter(entry -> !entry.getValue().isNull())
                                .forEach(entry -> entries.put(
                                        entry.getKey(), entry.getValue().asText()));
            } else {
                entries.putAll(properties(file));
            }
        } catch (IOException e) {
            throw new ReingestException(file + " cannot be read: " + e.getMessage(), e);
        }
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
        if (!entries.containsKey(WAREHOUSE)) {
            throw new ReingestException(WAREHOUSE + " is not in " + file + ": is it this sink's configuration?");
        }
        return new ConnectorSettings(entries);
    }

    static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ReingestException(file + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> entries.put(key, properties.getProperty(key)));
        return entries;
    }

    /** The entries below a prefix, without it. */
    Map<String, Object> below(String prefix) {
        Map<String, Object> below = new TreeMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                below.put(key.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** Where the table lies, as a reader names it. */
    String path(String table) {
        String warehouse = entries.getOrDefault(WAREHOUSE, "").replaceFirst("/+$", "");
        return (warehouse.startsWith("/") ? "file:" : "") + warehouse + "/" + table;
    }

    Configuration hadoop() {
        Configuration hadoop = new Configuration();
        // Hadoop's own local file system would look for checksum files beside each file.
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        below(HADOOP).forEach((key, value) -> hadoop.set(key, String.valueOf(value)));
        return hadoop;
    }
}
