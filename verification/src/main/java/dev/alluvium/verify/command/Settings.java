// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.verify.VerifyException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;

/** What is taken from files: from a connector's configuration the way to its tables, from a Kafka client's the way to Kafka. */
final class Settings {
    private static final String HADOOP = "hadoop.";
    private static final String WAREHOUSE = "delta.warehouse";

    private final Map<String, String> entries;

    private Settings(Map<String, String> entries) {
        this.entries = entries;
    }

    static Settings none() {
        return new Settings(Map.of());
    }

    /** A connector's configuration as it is registered, as JSON or as properties. */
    static Settings ofConnector(Path file) {
        if (!String.valueOf(file.getFileName()).endsWith(".json")) {
            return new Settings(properties(file));
        }
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            JsonNode config = json.path("config").isObject() ? json.path("config") : json;
            Map<String, String> entries = new HashMap<>();
            config.properties()
                    .forEach(entry ->
                            entries.put(entry.getKey(), entry.getValue().asText()));
            return new Settings(entries);
        } catch (IOException e) {
            throw new VerifyException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new VerifyException(file + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> entries = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> entries.put(key, properties.getProperty(key)));
        return entries;
    }

    Optional<String> warehouse() {
        return Optional.ofNullable(entries.get(WAREHOUSE)).map(value -> resolved(WAREHOUSE, value));
    }

    /** @param more entries of the command line, which win */
    Configuration hadoop(Map<String, String> more) {
        Configuration hadoop = new Configuration();
        // Hadoop's own local file system would look for checksum files beside each file.
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        entries.forEach((key, value) -> {
            if (key.startsWith(HADOOP) && !more.containsKey(key.substring(HADOOP.length()))) {
                hadoop.set(key.substring(HADOOP.length()), resolved(key, value));
            }
        });
        more.forEach(hadoop::set);
        return hadoop;
    }

    private static String resolved(String key, String value) {
        if (value.contains("${")) {
            throw new VerifyException(key + " in the connector's configuration is for a config provider, which only a "
                    + "Connect worker has: give it on the command line");
        }
        return value;
    }
}
