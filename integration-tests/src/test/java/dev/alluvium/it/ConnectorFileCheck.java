// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.it.ConnectorDefinitions.Defined;
import dev.alluvium.quickstart.stack.ConnectorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;

/** What is wrong with a file of {@code connector-configs}, before any worker has seen it. */
final class ConnectorFileCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{env:([A-Z_]+)}");
    private static final Pattern SECRET =
            Pattern.compile("password|secret|token|private.?key", Pattern.CASE_INSENSITIVE);

    private final ConnectorDefinitions definitions;

    ConnectorFileCheck(ConnectorDefinitions definitions) {
        this.definitions = definitions;
    }

    /** Each fault with the key it is about; empty if there is none. */
    List<String> faults(Path file) {
        ConnectorFile read = ConnectorFile.read(file);
        String name = read.name();
        Map<String, String> configuration = read.config();
        List<String> faults = new ArrayList<>();
        if (!(name + ".json").equals(file.getFileName().toString())) {
            faults.add("name: is " + name);
        }
        Defined defined = definitions.connector(configuration.getOrDefault("connector.class", ""));
        ConfigDef ofConnect = ConnectorDefinitions.ofConnect(defined, configuration);
        Set<String> unknown = new TreeSet<>(configuration.keySet());
        unknown.removeAll(defined.own().names());
        unknown.removeAll(ofConnect.names());
        unknown.removeAll(ConnectorDefinitions.undefined(defined));
        unknown.forEach(key -> faults.add(key + ": nobody knows it"));
        configuration.forEach((key, value) -> {
            boolean secret = SECRET.matcher(key).find() || isSecret(defined.own(), key) || isSecret(ofConnect, key);
            if (secret && !PLACEHOLDER.matcher(value).matches()) {
                faults.add(key + ": a secret in the clear");
            }
        });
        Map<String, String> filled = filledIn(name, configuration);
        validate(defined, filled).forEach(value -> addTo(faults, value));
        // What a client's definition requires, Connect sets.
        ofConnect.validate(filled).stream()
                .filter(value -> configuration.containsKey(value.name()))
                .forEach(value -> addTo(faults, value));
        return faults;
    }

    private static void addTo(List<String> faults, ConfigValue value) {
        value.errorMessages().forEach(message -> faults.add(value.name() + ": " + message));
    }

    private static boolean isSecret(ConfigDef definition, String key) {
        ConfigDef.ConfigKey known = definition.configKeys().get(key);
        return known != null && known.type() == ConfigDef.Type.PASSWORD;
    }

    /** Debezium's own {@code validate} logs in to the database, which is not there. */
    private static List<ConfigValue> validate(Defined defined, Map<String, String> configuration) {
        return defined.connector() instanceof SinkConnector
                ? defined.connector().validate(configuration).configValues()
                : defined.own().validate(configuration);
    }

    private static Map<String, String> filledIn(String name, Map<String, String> configuration) {
        Map<String, String> filled = new TreeMap<>(Map.of("name", name));
        configuration.forEach((key, value) -> filled.put(
                key,
                PLACEHOLDER.matcher(value).replaceAll(match -> match.group(1).endsWith("_PORT") ? "1234" : "/x")));
        return filled;
    }

    /** The variables that a file wants of its worker's environment. */
    static Stream<String> variables(Path file) {
        return ConnectorFile.read(file).config().values().stream()
                .flatMap(value -> PLACEHOLDER.matcher(value).results())
                .map(match -> match.group(1));
    }
}
