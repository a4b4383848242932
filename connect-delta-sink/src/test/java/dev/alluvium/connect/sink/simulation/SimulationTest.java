// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final int SCHEDULES = 2_000;
    /** Kernel takes a hundred times as long as the log in memory, delta-standalone longer still. */
    private static final int SCHEDULES_ON_KERNEL = 50;

    private static final int SCHEDULES_ON_STANDALONE = 15;
    private static final int REPEATED = 12;

    @Test
    void noScheduleLosesOrDoublesARow() {
        run(LogKind.MEMORY, SCHEDULES);
    }

    @Test
    void noScheduleLosesOrDoublesARowOnKernel() {
        run(LogKind.KERNEL, SCHEDULES_ON_KERNEL);
    }

    @Test
    void noScheduleLosesOrDoublesARowOnStandalone() {
        run(LogKind.STANDALONE, SCHEDULES_ON_STANDALONE);
    }

    @ParameterizedTest
    @EnumSource
    void theSamePlanIsTheSameScheduleStepByStep(LogKind log) {
        for (long seed = 300; seed < 300 + REPEATED; seed++) {
            Simulation once = new Simulation(Plan.of(seed, log));
            Simulation again = new Simulation(Plan.of(seed, log));

            once.run();
            again.run();

            assertThat(again.trace()).as("seed %d", seed).isEqualTo(once.trace());
        }
    }

    private static void run(LogKind log, int schedules) {
        for (long seed = 0; seed < schedules; seed++) {
            new Simulation(Plan.of(seed, log)).run();
        }
    }
}
