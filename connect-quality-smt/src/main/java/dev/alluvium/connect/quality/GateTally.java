// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is new of a gate's counters since it was last asked for. To be asked by one at a time. */
final class GateTally implements GateResults.Source {
    private final GateCounters counters;
    private final Map<String, String> tags;
    private final String contract;
    private final Mode mode;
    private final Map<String, Long> violatedBefore = new HashMap<>();
    private long evaluatedBefore;
    private volatile boolean isClosed;

    /** @param tags as Connect gives them to the gate's metrics */
    GateTally(GateCounters counters, Map<String, String> tags, String contract, Mode mode) {
        this.counters = counters;
        this.tags = Map.copyOf(tags);
        this.contract = contract;
        this.mode = mode;
    }

    @Override
    public String connector() {
        return tags.getOrDefault("connector", "");
    }

    @Override
    public List<GateResults.Result> take() {
        List<GateResults.Result> results = new ArrayList<>();
        // First, so that no rule is broken more often than it was held against a record.
        Map<String, Long> violated = new HashMap<>();
        counters.rules().forEach(rule -> violated.put(rule.name(), counters.violated(rule)));
        long evaluated = counters.evaluated();
        if (evaluated > evaluatedBefore) {
            for (Rule rule : counters.rules()) {
                results.add(new GateResults.Result(
                        connector(),
                        tags.getOrDefault("task", ""),
                        tags.getOrDefault("transformation", ""),
                        contract,
                        rule.name(),
                        rule.action().toString(),
                        mode.toString(),
                        evaluated - evaluatedBefore,
                        violated.getOrDefault(rule.name(), 0L) - violatedBefore.getOrDefault(rule.name(), 0L)));
            }
            violatedBefore.putAll(violated);
            evaluatedBefore = evaluated;
        }
        return results;
    }

    void close() {
        isClosed = true;
    }

    @Override
    public boolean isClosed() {
        return isClosed;
    }
}
