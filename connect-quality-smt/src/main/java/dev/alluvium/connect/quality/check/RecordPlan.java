// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that one record is held against. Nothing is made anew for a record that all of them hold for. Safe for use by several
 * threads.
 */
public final class RecordPlan {
    private final List<Rule> rules;

    /** @throws IllegalArgumentException if two rules have one name */
    public RecordPlan(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        long names = rules.stream().map(Rule::name).distinct().count();
        if (names < rules.size()) {
            throw new IllegalArgumentException(
                    "two rules have one name: " + rules.stream().map(Rule::name).toList());
        }
    }

    public List<Rule> rules() {
        return rules;
    }

    /** All rules that do not hold, not only the first, in their order. */
    public List<Rule> violated(Nodes nodes, @Nullable Object record) {
        List<Rule> violated = List.of();
        for (int i = 0; i < rules.size(); i++) { // An iterator would be made anew for each record.
            Rule rule = rules.get(i);
            if (!rule.holds(nodes, record)) {
                if (violated.isEmpty()) {
                    violated = new ArrayList<>();
                }
                violated.add(rule);
            }
        }
        return violated;
    }
}
