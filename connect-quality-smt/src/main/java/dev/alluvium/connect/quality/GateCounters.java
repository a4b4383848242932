// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.Rule;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.jspecify.annotations.Nullable;

/** What a gate counts. Safe for use by several threads. */
final class GateCounters {
    private final LongAdder checked = new LongAdder();
    private final Map<String, LongAdder> violations = new LinkedHashMap<>();
    private final Map<Action, LongAdder> records = new EnumMap<>(Action.class);
    private final List<Rule> rules;

    GateCounters(List<Rule> rules) {
        this.rules = rules;
        rules.forEach(rule -> violations.put(rule.name(), new LongAdder()));
        for (Action action : Action.values()) {
            records.put(action, new LongAdder());
        }
    }

    void checked() {
        checked.increment();
    }

    /** @param done about the record, of what the rules say */
    void violated(List<Rule> violated, Action done) {
        violated.forEach(rule -> add(violations.get(rule.name())));
        add(records.get(done));
    }

    private static void add(@Nullable LongAdder counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    List<Rule> rules() {
        return rules;
    }

    /** How many records all rules were held against. */
    long evaluated() {
        return checked.sum();
    }

    long violated(Rule rule) {
        LongAdder count = violations.get(rule.name());
        return count == null ? 0 : count.sum();
    }

    /** Shows them wherever the worker reports to. Connect takes them away with the transform. */
    void show(PluginMetrics metrics) {
        add(metrics, "records-checked-total", "Records that the rules were held against", Map.of(), checked);
        records.forEach((action, count) -> add(
                metrics,
                "records-violating-total",
                "Records that a rule did not hold for, by what is done about them",
                Map.of("action", action.toString()),
                count));
        for (Rule rule : rules) {
            Map<String, String> tags = new LinkedHashMap<>();
            tags.put("rule", rule.name());
            tags.put("action", rule.action().toString());
            add(metrics, "rule-evaluations-total", "Records that the rule was held against", tags, checked);
            LongAdder count = violations.get(rule.name());
            if (count != null) {
                add(metrics, "rule-violations-total", "Records that the rule did not hold for", tags, count);
            }
        }
    }

    private static void add(
            PluginMetrics metrics, String name, String description, Map<String, String> tags, LongAdder counter) {
        Measurable value = (config, now) -> counter.sum();
        metrics.addMetric(metrics.metricName(name, description, new LinkedHashMap<>(tags)), value);
    }
}
