// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alluvium.verify.VerifyException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** A connector's configuration as it is registered, in a file of JSON or of properties. */
public final class ConnectorFile {
    public static final String WAREHOUSE = "delta.warehouse";
    public static final String HADOOP = "hadoop.";

    private static final String GCS_AUTH_TYPE = "fs.gs.auth.type";
    private static final String GCS_KEY_FILE = "fs.gs.auth.service.account.json.keyfile";

    private ConnectorFile() {}

    /**
     * The entries, with the connector's name where JSON has it beside them.
     *
     * @throws VerifyException if the file cannot be read
     */
    public static Map<String, String> entries(Path file) {
        if (!String.valueOf(file.getFileName()).endsWith(".json")) {
            return properties(file);
        }
        Map<String, String> entries = new TreeMap<>();
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            boolean wrapped = json.path("config").isObject();
            if (wrapped && json.path("name").isTextual()) {
                entries.put("name", json.path("name").asText());
            }
            (wrapped ? json.path("config") : json)
                    .properties().stream()
                            .filter(entry -> !entry.getValue().isNull())
                            .forEach(entry ->
                                    entries.put(entry.getKey(), entry.getValue().asText()));
        } catch (IOException e) {
            throw new VerifyException(file + " cannot be read: " + e.getMessage(), e);
        }
        return entries;
    }

    /**
     * The entries of a file of properties.
     *
     * @throws VerifyException if the file cannot be read
     */
    public static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new VerifyException(file + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> entries.put(key, properties.getProperty(key)));
        return entries;
    }

    /** A Hadoop configuration with these entries of its own. */
    public static Configuration hadoop(Map<String, String> entries) {
        Configuration hadoop = new Configuration();
        // Hadoop's own local file system would look for checksum files beside each file.
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        entries.forEach(hadoop::set);
        // As for the sink: the connector's own default finds a machine's account only.
        boolean hasKey = hadoop.get(GCS_KEY_FILE) != null;
        hadoop.setIfUnset(GCS_AUTH_TYPE, hasKey ? "SERVICE_ACCOUNT_JSON_KEYFILE" : "APPLICATION_DEFAULT");
        return hadoop;
    }
}
