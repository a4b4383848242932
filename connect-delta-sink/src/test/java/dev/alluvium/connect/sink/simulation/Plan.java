// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import java.util.EnumSet;
import java.util.Set;

/**
 * One schedule: the same plan is the same schedule, step by step.
 *
 * @param seed decides everything
 * @param steps how many, before all troubles end and what is left is brought home
 * @param leftOut what does not happen where the seed says it would
 * @param log what the tables' logs are written by
 */
record Plan(long seed, int steps, Set<Event> leftOut, LogKind log) {
    static final int STEPS = 300;

    static Plan of(long seed) {
        return of(seed, LogKind.MEMORY);
    }

    static Plan of(long seed, LogKind log) {
        return new Plan(seed, STEPS, Set.of(), log);
    }

    Plan steps(int fewer) {
        return new Plan(seed, fewer, leftOut, log);
    }

    Plan without(Event event) {
        Set<Event> more = EnumSet.of(event);
        more.addAll(leftOut);
        return new Plan(seed, steps, more, log);
    }

    @Override
    public String toString() {
        return "seed " + seed + " on " + log + ", " + steps + " steps"
                + (leftOut.isEmpty() ? "" : ", without " + leftOut);
    }
}
