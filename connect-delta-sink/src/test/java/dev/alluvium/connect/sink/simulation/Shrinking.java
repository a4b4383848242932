// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import java.util.Optional;

/** Makes a plan that fails as short and as plain as it fails still. */
final class Shrinking {
    private Shrinking() {}

    /** What is wrong with the plan, and what led there; empty if nothing is. */
    static Optional<String> failure(Plan plan) {
        try {
            new Simulation(plan).run();
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e.getMessage() + "\n" + e.getCause());
        }
    }

    static Plan shrink(Plan failing) {
        Plan shortest = failing;
        for (Event event : Event.values()) {
            Plan plainer = shortest.without(event);
            if (failure(plainer).isPresent()) {
                shortest = plainer;
            }
        }
        for (int steps = shortest.steps() / 2; steps >= 1; steps /= 2) {
            while (shortest.steps() > steps
                    && failure(shortest.steps(shortest.steps() - steps)).isPresent()) {
                shortest = shortest.steps(shortest.steps() - steps);
            }
        }
        return shortest;
    }
}
