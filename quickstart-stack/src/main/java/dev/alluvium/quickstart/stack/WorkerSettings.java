// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a Connect worker is started.
 *
 * @param group workers of one group share connectors; also names the group's topics
 * @param bootstrapServers of the broker
 * @param restPort of its REST API
 * @param classPath Kafka's jars and an slf4j binding, nothing else
 * @param pluginPath the connectors
 * @param directory takes its properties and its log; one per worker
 * @param environment variables beside our own; JSON files refer to those that begin with {@code ALLUVIUM_} or
 *     {@code SHOP_} as <code>${env:NAME}</code>
 * @param overrides worker properties that replace or add to the usual ones
 * @param jvmOptions of its process, such as the size of its heap
 */
public record WorkerSettings(
        String group,
        String bootstrapServers,
        int restPort,
        List<Path> classPath,
        Path pluginPath,
        Path directory,
        Map<String, String> environment,
        Map<String, String> overrides,
        List<String> jvmOptions) {

    public WorkerSettings {
        classPath = List.copyOf(classPath);
        environment = Map.copyOf(environment);
        overrides = Map.copyOf(overrides);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** A worker of {@code group} with the jars and plugins of {@code files}. */
    public static WorkerSettings of(
            StackFiles files, String group, String bootstrapServers, int restPort, Path directory) {
        return new WorkerSettings(
                group,
                bootstrapServers,
                restPort,
                files.workerClassPath(),
                files.plugins(),
                directory,
                Map.of(),
                Map.of(),
                List.of("-Xmx1g"));
    }

    /** The same with one more variable. */
    public WorkerSettings withEnvironment(String name, String value) {
        return new WorkerSettings(
                group,
                bootstrapServers,
                restPort,
                classPath,
                pluginPath,
                directory,
                plus(environment, name, value),
                overrides,
                jvmOptions);
    }

    /** The same with one worker property replaced or added. */
    public WorkerSettings withOverride(String key, String value) {
        return new WorkerSettings(
                group,
                bootstrapServers,
                restPort,
                classPath,
                pluginPath,
                directory,
                environment,
                plus(overrides, key, value),
                jvmOptions);
    }

    /** The same with other options of its JVM. */
    public WorkerSettings withJvmOptions(List<String> options) {
        return new WorkerSettings(
                group, bootstrapServers, restPort, classPath, pluginPath, directory, environment, overrides, options);
    }

    /** The worker's properties, in order of their keys. */
    public Map<String, String> properties() {
        Map<String, String> p = new TreeMap<>();
        p.put("bootstrap.servers", bootstrapServers);
        p.put("group.id", group);
        p.put("listeners", "http://" + Ports.HOST + ":" + restPort);
        p.put("rest.advertised.host.name", Ports.HOST);
        p.put("plugin.path", pluginPath.toString());
        p.put("plugin.discovery", "service_load");
        for (String part : List.of("key", "value")) {
            p.put(part + ".converter", "org.apache.kafka.connect.json.JsonConverter");
            p.put(part + ".converter.schemas.enable", "true");
        }
        for (String store : List.of("offset", "config", "status")) {
            p.put(store + ".storage.topic", group + "-" + store);
            p.put(store + ".storage.replication.factor", "1");
        }
        p.put("offset.storage.partitions", "1");
        p.put("status.storage.partitions", "1");
        p.put("offset.flush.interval.ms", "2000");
        // JSON files keep their secrets and places outside: ${env:NAME}, and no other variable of this user.
        p.put("config.providers", "env");
        p.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        p.put("config.providers.env.param.allowlist.pattern", "^(ALLUVIUM|SHOP)_.*");
        // A worker that died is missed after seconds, and its work is taken over without the usual five minutes' grace.
        p.put("session.timeout.ms", "10000");
        p.put("heartbeat.interval.ms", "2000");
        p.put("scheduled.rebalance.max.delay.ms", "0");
        p.put("consumer.session.timeout.ms", "10000");
        p.put("consumer.heartbeat.interval.ms", "2000");
        // The broker may still be starting when the worker first asks for it.
        p.put("reconnect.backoff.max.ms", "250");
        p.putAll(overrides);
        return p;
    }

    private static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
