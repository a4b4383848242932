// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.Routes;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableNameTemplate;
import dev.alluvium.connect.sink.write.WarehouseProbe;
import dev.alluvium.connect.sink.write.WarehouseProbe.Fault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the warehouse of a faultless configuration tried, if it asks for that, and puts what is found on the right keys. */
final class ProbeCheck {
    static final long TIMEOUT_MS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(ProbeCheck.class);
    private static final String TRANSFORMS = "transforms";

    private final Function<DeltaSinkConfig, WarehouseProbe> probes;
    private final long timeoutMs;

    ProbeCheck(Function<DeltaSinkConfig, WarehouseProbe> probes, long timeoutMs) {
        this.probes = probes;
        this.timeoutMs = timeoutMs;
    }

    /** {@code checked}, with the faults of storage added; nothing is tried while there are others. */
    List<ConfigValue> check(Map<String, String> props, List<ConfigValue> checked) {
        boolean faultless =
                checked.stream().allMatch(value -> value.errorMessages().isEmpty());
        if (!faultless) {
            return checked;
        }
        DeltaSinkConfig config = DeltaSinkConfig.parse(props);
        if (!config.probe()) {
            return checked;
        }
        List<ConfigValue> found = new ArrayList<>(checked);
        look(config, tables(config.routes(), props)).forEach(fault -> add(fault, found));
        return found;
    }

    /** Storage may never answer: on a thread of its own, which is given up when the time is over. */
    private List<Fault> look(DeltaSinkConfig config, Set<TableName> tables) {
        long halfTimeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs) / 2;
        FutureTask<List<Fault>> look =
                new FutureTask<>(() -> probes.apply(config).look(tables, () -> System.nanoTime() - halfTimeNanos < 0));
        new PluginThreads(config.connectorName() + "-probe").newThread(look).start();
        try {
            return look.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The probe of {} is given up", config.warehouse(), e);
            look.cancel(true);
            return warehouse("did not answer within " + timeoutMs
                    + " ms: see that its address is right, and that this worker may reach it");
        } catch (ExecutionException e) {
            // Its message may hold anything.
            Throwable cause = e.getCause();
            LOG.debug("The probe of {} failed", config.warehouse(), e);
            return warehouse("could not be probed: "
                    + (cause == null ? "" : cause.getClass().getName()));
        } catch (InterruptedException e) {
            look.cancel(true);
            Thread.currentThread().interrupt();
            return warehouse("could not be probed: the worker was told to stop");
        }
    }

    private static List<Fault> warehouse(String reason) {
        return List.of(new Fault(WarehouseProbe.Subject.WAREHOUSE, "", reason));
    }

    private static void add(Fault fault, List<ConfigValue> found) {
        String key =
                switch (fault.subject()) {
                    case WAREHOUSE -> SinkConfigDef.WAREHOUSE;
                    case LOG_LIBRARY -> SinkConfigDef.LOG_LIBRARY;
                    case HADOOP -> SinkConfigCheck.HADOOP_PREFIX + fault.setting();
                };
        ConfigValue faulty = found.stream()
                .filter(value -> value.name().equals(key))
                .findFirst()
                .orElseGet(() -> {
                    ConfigValue added = new ConfigValue(key);
                    found.add(added);
                    return added;
                });
        faulty.addErrorMessage(key + ": " + fault.reason());
    }

    /** Those that can be told from the names of topics alone. */
    private static Set<TableName> tables(Routes routes, Map<String, String> props) {
        Set<TableName> tables = new LinkedHashSet<>();
        String topics = props.get(SinkTask.TOPICS_CONFIG);
        if (topics == null || props.containsKey(TRANSFORMS)) {
            return tables;
        }
        TableRouter router = new TableRouter(routes);
        for (String part : topics.split(",", -1)) {
            String topic = part.strip();
            if (!topic.isEmpty() && routes.of(topic).stream().allMatch(TableNameTemplate::isOfTopicAlone)) {
                tables.addAll(router.route(new SinkRecord(topic, 0, null, null, null, null, 0))
                        .tables());
            }
        }
        return tables;
    }
}
