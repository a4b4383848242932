// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int SCHEDULES = 2_000;

    @Test
    void noScheduleLosesOrDoublesARow() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            new Simulation(Plan.of(seed)).run();
        }
    }

    @Test
    void theSamePlanIsTheSameScheduleStepByStep() {
        Simulation once = new Simulation(Plan.of(42));
        Simulation again = new Simulation(Plan.of(42));

        once.run();
        again.run();

        assertThat(again.trace()).isEqualTo(once.trace());
    }
}
