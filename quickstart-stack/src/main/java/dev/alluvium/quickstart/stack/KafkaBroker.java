// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker, its own controller, in this JVM.
 *
 * <p>{@link KafkaRaftServer} is no public API of Kafka: the version is pinned in the parent POM.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final List<String> ALONE = List.of(
            "offsets.topic.replication.factor",
            "offsets.topic.num.partitions",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "transaction.state.log.num.partitions",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "share.coordinator.state.topic.num.partitions");

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private KafkaBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker over {@code directory}, which is formatted if it is new: a broker stopped before goes on there.
     *
     * @throws StackException if the directory cannot be formatted or written, or if a port is taken
     */
    public static KafkaBroker start(Path directory, int port, int controllerPort) {
        Properties properties = properties(directory.resolve("log"), port, controllerPort);
        // A formatted log has a cluster id of its own, which no other may be given.
        if (!Files.exists(directory.resolve("log").resolve("meta.properties"))) {
            format(directory, properties);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) { // Kafka has no narrower one for all that can go wrong here.
            server.shutdown();
            throw new StackException(
                    "Kafka did not start on the ports " + port + " and " + controllerPort + ": " + e.getMessage(), e);
        }
        return new KafkaBroker(server, Ports.HOST + ":" + port);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** An admin client; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Stops the broker and waits for it. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties properties(Path log, int port, int controllerPort) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@" + Ports.HOST + ":" + controllerPort);
        p.put(
                "listeners",
                "PLAINTEXT://" + Ports.HOST + ":" + port + ",CONTROLLER://" + Ports.HOST + ":" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://" + Ports.HOST + ":" + port);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        p.put("log.dirs", log.toString());
        ALONE.forEach(key -> p.put(key, "1"));
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("auto.create.topics.enable", "false");
        // Nobody is to be handed over to when the only broker goes.
        p.put("controlled.shutdown.enable", "false");
        return p;
    }

    private static void format(Path directory, Properties properties) {
        Path file = directory.resolve("server.properties");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            Files.createDirectories(directory);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new StackException("could not write Kafka's properties to " + file, e);
        }
        String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            if (StorageTool.execute(command, out) != 0) {
                throw new StackException(
                        "Kafka could not format " + directory + ": " + said.toString(StandardCharsets.UTF_8));
            }
        }
    }
}
