// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.quality.GateResults.Result;
import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.check.Presence;
import dev.alluvium.connect.quality.check.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateResultsTest {
    private static final Rule ID = new Rule("id", FieldPath.of("id"), Presence.NOT_NULL, Action.FAIL);
    private static final Rule NOTE = new Rule("note", FieldPath.of("note"), Presence.NOT_NULL, Action.TAG);

    private final GateResults results = new GateResults();
    private final GateCounters counters = new GateCounters(List.of(ID, NOTE));
    private final GateTally tally = tally(counters, "orders");

    private static GateTally tally(GateCounters counters, String connector) {
        Map<String, String> tags = Map.of("connector", connector, "task", "1", "transformation", "gate");
        return new GateTally(counters, tags, "c@1", Mode.ENFORCE);
    }

    private static Result result(Rule rule, long evaluated, long violated) {
        return new Result(
                "orders", "1", "gate", "c@1", rule.name(), rule.action().toString(), "enforce", evaluated, violated);
    }

    @Test
    void tellsWhatIsNewOfEachRuleOfAConnectorZerosIncluded() {
        results.add(tally);
        results.add(tally(new GateCounters(List.of(ID)), "other"));
        counters.checked();
        counters.checked();
        counters.violated(List.of(NOTE), Action.TAG);

        assertThat(results.take("orders")).containsExactly(result(ID, 2, 0), result(NOTE, 2, 1));
        assertThat(results.take("orders")).as("nothing is new").isEmpty();
        counters.checked();
        assertThat(results.take("orders")).containsExactly(result(ID, 1, 0), result(NOTE, 1, 0));
        assertThat(results.take("nobody")).isEmpty();
    }

    @Test
    void tellsTheLastOfAGateThatIsClosedAndForgetsIt() {
        results.add(tally);
        counters.checked();
        tally.close();

        assertThat(results.take("orders")).hasSize(2);
        counters.checked();
        assertThat(results.take("orders")).isEmpty();
    }

    @Test
    void holdsNoMoreOfThoseThatNobodyAsksForThanItMay() {
        for (int i = 0; i < 1_001; i++) {
            GateCounters counted = new GateCounters(List.of(ID));
            counted.checked();
            GateTally closed = tally(counted, "orders");
            closed.close();
            results.add(closed);
        }

        assertThat(results.take("orders")).isEmpty();
    }
}
