// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** Metrics as a worker of 4.1 or later keeps them for a plugin. */
final class FakePluginMetrics implements PluginMetrics {
    private final Map<String, MetricValueProvider<?>> metrics = new LinkedHashMap<>();

    double value(String name) {
        return ((Measurable) metrics.get(name)).measure(new MetricConfig(), 0);
    }

    Map<String, MetricValueProvider<?>> all() {
        return metrics;
    }

    @Override
    @SuppressWarnings("NonApiType") // Kafka asks for it so.
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> value) {
        if (metrics.putIfAbsent(name.name(), value) != null) {
            throw new IllegalArgumentException(name + " is there already");
        }
    }

    @Override
    public void removeMetric(MetricName name) {
        metrics.remove(name.name());
    }

    @Override
    public Sensor addSensor(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeSensor(String name) {
        throw new UnsupportedOperationException();
    }
}
