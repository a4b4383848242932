// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SampleLimitTest {
    private final AtomicLong nowMs = new AtomicLong();

    @Test
    void takesSoManyInAMinuteAndTellsHowManyItPassedOver() {
        SampleLimit limit = new SampleLimit(2, nowMs::get);

        assertThat(limit.take()).isZero();
        assertThat(limit.take()).isZero();
        assertThat(limit.take()).isEqualTo(-1);
        nowMs.set(59_999);
        assertThat(limit.take()).isEqualTo(-1);
        nowMs.set(60_000);
        assertThat(limit.take()).as("passed over").isEqualTo(2);
        assertThat(limit.take()).isZero();
    }

    @Test
    void takesNoneIfItMayTakeNone() {
        assertThat(new SampleLimit(0, nowMs::get).take()).isEqualTo(-1);
    }
}
