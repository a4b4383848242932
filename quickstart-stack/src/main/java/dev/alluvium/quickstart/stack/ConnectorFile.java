// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A connector as our JSON files and Connect's {@code POST /connectors} have it. */
public record ConnectorFile(String name, Map<String, String> config) {
    /** Reads a file as it is: <code>${env:...}</code> is the worker's business. */
    public static ConnectorFile read(Path file) {
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readString(file));
            Map<String, String> config = new TreeMap<>();
            json.path("config")
                    .properties()
                    .forEach(e -> config.put(e.getKey(), e.getValue().asText()));
            String name = json.path("name").asText();
            if (name.isEmpty() || config.isEmpty()) {
                throw new StackException(file + " needs a \"name\" and a \"config\"");
            }
            return new ConnectorFile(name, config);
        } catch (IOException e) {
            throw new StackException("could not read the connector file " + file, e);
        }
    }
}
