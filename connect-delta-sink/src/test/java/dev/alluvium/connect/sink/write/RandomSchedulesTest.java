// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import org.junit.jupiter.api.Test;

class RandomSchedulesTest {
    private static final int SCHEDULES = 250;

    @Test
    void noScheduleLosesOrDoublesARow() {
        for (int seed = 0; seed < SCHEDULES; seed++) {
            new RandomSchedule(seed).run();
        }
    }
}
