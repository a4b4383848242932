// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.ConnectRest;
import dev.alluvium.quickstart.stack.ConnectorFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The published connectors, in more of a hurry, and on storage that fails. */
final class Connectors {
    static final String SOURCE = "shop-postgres-source";
    static final List<String> SINKS = List.of("shop-delta-sink", "logs-delta-sink");

    /** A frozen worker holds the replication slot: the next one has to ask again soon, and often. */
    private static final Map<String, String> OF_THE_SOURCE =
            Map.of("slot.max.retries", "120", "slot.retry.delay.ms", "500");

    private static final Map<String, String> OF_SINKS = Map.of(
            "tasks.max", "2",
            "delta.commit.interval.ms", "300",
            "delta.checkpoint.interval.commits", "20");

    private final Map<String, ConnectorFile> files = new TreeMap<>();

    /**
     * @param configs the directory of the published files
     * @param ofStorage what the sinks' storage asks for
     */
    Connectors(Path configs, Map<String, String> ofStorage, String bootstrapServers) {
        put(configs, SOURCE, OF_THE_SOURCE);
        for (String sink : SINKS) {
            Map<String, String> more = new TreeMap<>(OF_SINKS);
            more.putAll(ofStorage);
            put(configs, sink, more);
        }
        // One of the two also asks Kafka for the lives of its topics.
        change("logs-delta-sink", Map.of("delta.kafka.bootstrap.servers", bootstrapServers));
    }

    void register(ConnectRest rest) {
        files.values().forEach(file -> rest.register(file.name(), file.config()));
    }

    /** Registers one of them with changes, which are forgotten at the next {@link #register(ConnectRest)}. */
    void register(ConnectRest rest, String name, Map<String, String> changes) {
        rest.register(name, changed(name, changes).config());
    }

    List<String> names() {
        return List.copyOf(files.keySet());
    }

    private void put(Path configs, String name, Map<String, String> more) {
        files.put(name, ConnectorFile.read(configs.resolve(name + ".json")));
        change(name, more);
    }

    private void change(String name, Map<String, String> changes) {
        files.put(name, changed(name, changes));
    }

    private ConnectorFile changed(String name, Map<String, String> changes) {
        ConnectorFile file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException("there is no connector " + name);
        }
        Map<String, String> config = new TreeMap<>(file.config());
        config.putAll(changes);
        return new ConnectorFile(name, config);
    }
}
