// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.stack.StackFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.runtime.ConnectorConfig;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.TopicCreationConfig;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.storage.StringConverterConfig;

/** The real definitions of what connectors, workers, converters and clients can be told; connectors are those of the stack. */
final class ConnectorDefinitions implements AutoCloseable {
    /** Whose keys Debezium's connectors take, but do not define. */
    private static final String SCHEMA_HISTORY = "io.debezium.storage.kafka.history.KafkaSchemaHistory";

    /** MariaDB's driver, by which Debezium's connector for it reads: it takes what begins so, and knows what comes behind. */
    private static final String DRIVER = "driver.";

    private static final String DRIVER_SETTINGS = "org.mariadb.jdbc.Configuration$Builder";

    private static final String TOPIC_CREATION = "topic.creation.";

    private final List<URLClassLoader> plugins = new ArrayList<>();

    ConnectorDefinitions(StackFiles files) throws IOException {
        List<Path> paths = new ArrayList<>(List.of(files.plugins()));
        for (MySqlFamily family : MySqlFamily.values()) {
            paths.add(files.plugins(family));
        }
        for (Path path : paths) {
            try (Stream<Path> directories = Files.list(path)) {
                directories.sorted().forEach(directory -> plugins.add(plugin(directory)));
            }
        }
    }

    private static URLClassLoader plugin(Path directory) {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                jars.add(jar.toUri().toURL());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new URLClassLoader(jars.toArray(URL[]::new), ConnectorDefinitions.class.getClassLoader());
    }

    /**
     * A connector, and what it defines itself.
     *
     * @param connector made of its plugin's classes
     * @param own with types, validators and defaults
     */
    record Defined(Connector connector, ConfigDef own) {}

    /** @throws AssertionError if no plugin of the stack has it */
    Defined connector(String className) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        for (URLClassLoader plugin : plugins) {
            // As a worker does: definitions look for the classes they name.
            thread.setContextClassLoader(plugin);
            try {
                Object made =
                        plugin.loadClass(className).getDeclaredConstructor().newInstance();
                return new Defined((Connector) made, ((Connector) made).config());
            } catch (ClassNotFoundException another) {
                // The next plugin, then.
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(className, e);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
        throw new AssertionError("no plugin has " + className);
    }

    /** What Connect, its converters and its clients take of a connector's configuration, beside what the connector itself does. */
    static ConfigDef ofConnect(Defined defined, Map<String, String> configuration) {
        boolean sink = defined.connector() instanceof SinkConnector;
        ConfigDef all = new ConfigDef(sink ? SinkConnectorConfig.configDef() : SourceConnectorConfig.configDef());
        if (sink) {
            embed(all, ConnectorConfig.CONNECTOR_CLIENT_CONSUMER_OVERRIDES_PREFIX, ConsumerConfig.configDef());
        } else {
            embed(all, TOPIC_CREATION + "default.", TopicCreationConfig.defaultGroupConfigDef());
            String groups = configuration.getOrDefault(SourceConnectorConfig.TOPIC_CREATION_GROUPS_CONFIG, "");
            for (String group : groups.split(",", -1)) {
                embed(all, TOPIC_CREATION + group + ".", TopicCreationConfig.configDef(group, (short) 1, 1));
            }
        }
        embed(all, ConnectorConfig.CONNECTOR_CLIENT_PRODUCER_OVERRIDES_PREFIX, ProducerConfig.configDef());
        embed(all, ConnectorConfig.CONNECTOR_CLIENT_ADMIN_OVERRIDES_PREFIX, AdminClientConfig.configDef());
        for (String part : List.of("key", "value", "header")) {
            String converter = configuration.getOrDefault(part + ".converter", "");
            if (converter.endsWith(".JsonConverter")) {
                embed(all, part + ".converter.", JsonConverterConfig.configDef());
            } else if (converter.endsWith(".StringConverter")) {
                embed(all, part + ".converter.", StringConverterConfig.configDef());
            }
        }
        return all;
    }

    private static void embed(ConfigDef all, String prefix, ConfigDef part) {
        all.embed(prefix, prefix, 0, part);
    }

    /** Keys that a connector takes without defining them; what values they may have is not known. */
    static Set<String> undefined(Defined defined) {
        ClassLoader plugin = defined.connector().getClass().getClassLoader();
        return Stream.concat(schemaHistory(plugin).stream(), driver(plugin)).collect(Collectors.toSet());
    }

    private static Stream<String> driver(ClassLoader plugin) {
        try {
            return Arrays.stream(plugin.loadClass(DRIVER_SETTINGS).getMethods())
                    .map(setting -> DRIVER + setting.getName());
        } catch (ClassNotFoundException another) {
            return Stream.of();
        }
    }

    private static List<String> schemaHistory(ClassLoader plugin) {
        try {
            // Constants that print as the keys they stand for.
            return Arrays.stream(plugin.loadClass(SCHEMA_HISTORY).getFields())
                    .map(ConnectorDefinitions::constant)
                    .toList();
        } catch (ClassNotFoundException keepsNone) {
            return List.of();
        }
    }

    private static String constant(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (URLClassLoader plugin : plugins) {
            plugin.close();
        }
    }
}
