// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.PipelineCounters;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What monitoring sees of a task: as metrics of Connect (from 4.1 on, KIP-877), which reach whatever the worker reports to,
 * or as a JMX bean {@code dev.alluvium:type=delta-sink-task} on older workers.
 */
final class TaskMetrics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);

    private final @Nullable ObjectName bean;

    private TaskMetrics(@Nullable ObjectName bean) {
        this.bean = bean;
    }

    static List<Gauge> gauges(Pipeline pipeline, LongSupplier nowMs, Intake intake) {
        PipelineCounters counters = pipeline.counters();
        return List.of(
                new Gauge("commits-total", "Versions committed", counters::commits),
                new Gauge("rows-committed-total", "Rows committed, rejects included", counters::rows),
                new Gauge("bytes-committed-total", "Bytes of data files committed", counters::bytes),
                new Gauge("files-committed-total", "Data files committed", counters::files),
                new Gauge("records-rejected-total", "Records that could be no row", intake::rejected),
                new Gauge("rows-rescued-total", "Rows with something in _rescued", intake::rescued),
                new Gauge("commit-conflicts-total", "Races for a version lost and run again", counters::conflicts),
                new Gauge(
                        "commits-dropped-total",
                        "Commits fenced: given up because the table had moved on; read again",
                        counters::dropped),
                new Gauge("commit-retries-total", "Commits that storage failed, tried again", counters::retries),
                new Gauge(
                        "last-commit-latency-ms",
                        "From closing the files to the commit, of the last one",
                        counters::lastCommitLatencyMs),
                new Gauge(
                        "last-commit-age-ms",
                        "Since the last commit, or since the start",
                        () -> nowMs.getAsLong() - counters.lastCommitAtMs()),
                new Gauge(
                        "last-commit-delay-ms",
                        "From the arrival of the first row to the commit that made it visible, of the last one",
                        counters::lastCommitDelayMs),
                new Gauge("tables-open", "Tables with files that still take rows", pipeline::openTables),
                new Gauge("tables-quarantined", "Tables that cannot be written at present", counters::quarantined),
                new Gauge("memory-used-bytes", "Memory of rows on their way", pipeline::usedBytes),
                new Gauge("memory-queued-bytes", "The part of it not yet written to files", pipeline::queuedBytes));
    }

    /** Shows the gauges wherever this worker can. To be closed when the task ends. */
    static TaskMetrics of(SinkTaskContext context, String connector, String task, List<Gauge> gauges) {
        try {
            PluginMetrics metrics = context.pluginMetrics();
            if (metrics != null) {
                gauges.forEach(gauge -> add(metrics, gauge));
                // Connect takes them away with the task.
                return new TaskMetrics(null);
            }
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            LOG.debug("This worker has no metrics for plugins; JMX has them", e);
        }
        return new TaskMetrics(register(connector, task, new GaugesBean(gauges)));
    }

    private static void add(PluginMetrics metrics, Gauge gauge) {
        Measurable value = (config, now) -> gauge.value().getAsLong();
        metrics.addMetric(metrics.metricName(gauge.name(), gauge.description(), new LinkedHashMap<>()), value);
    }

    private static @Nullable ObjectName register(String connector, String task, GaugesBean gauges) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName("dev.alluvium:type=delta-sink-task,connector="
                    + ObjectName.quote(connector) + ",task=" + ObjectName.quote(task));
            try {
                server.registerMBean(gauges, name);
            } catch (InstanceAlreadyExistsException e) {
                LOG.debug("A task that ended badly left its metrics behind", e);
                server.unregisterMBean(name);
                server.registerMBean(gauges, name);
            }
            return name;
        } catch (JMException e) {
            LOG.warn("There will be no metrics of this task", e);
            return null;
        }
    }

    @Override
    public void close() {
        if (bean == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(bean);
        } catch (InstanceNotFoundException e) {
            LOG.debug("Another task has taken the metrics over", e);
        } catch (JMException e) {
            LOG.warn("The metrics of this task stay behind", e);
        }
    }
}
