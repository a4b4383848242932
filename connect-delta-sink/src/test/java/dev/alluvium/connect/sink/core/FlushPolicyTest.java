// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FlushPolicyTest {
    private static final FlushPolicy POLICY = new FlushPolicy(1_000, 10, 10);

    @Test
    void rowsAreDueWithTheNextTickHoweverLateTheyCame() {
        assertThat(POLICY.dueMs(5_000, 0, 1)).isEqualTo(6_000);
        assertThat(POLICY.dueMs(5_001, 0, 1)).isEqualTo(6_000);
        assertThat(POLICY.dueMs(5_999, 0, 1)).isEqualTo(6_000);
    }

    @Test
    void ticksStandElsewhereInEachPhase() {
        assertThat(POLICY.dueMs(5_000, 0.25, 1)).isEqualTo(5_250);
        assertThat(POLICY.dueMs(5_250, 0.25, 1)).isEqualTo(6_250);
        assertThat(POLICY.dueMs(-5_000, 0.25, 1)).isEqualTo(-4_750);
    }

    @Test
    void ticksAreFurtherApartWhereTheIntervalIsStretched() {
        assertThat(POLICY.dueMs(5_000, 0, 4)).isEqualTo(8_000);
        assertThat(POLICY.dueMs(8_000, 0.5, 4)).isEqualTo(10_000);
    }
}
