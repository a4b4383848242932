// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CheckpointScheduleTest {
    private final CheckpointSchedule schedule = new CheckpointSchedule(10);

    @Test
    void looksAsLongAsItDoesNotKnowBothSides() {
        assertThat(schedule.mayBeDue()).isTrue();
        schedule.committed(1);
        assertThat(schedule.mayBeDue()).isTrue();
        schedule.seen(0);
        assertThat(schedule.mayBeDue()).isFalse();
    }

    @Test
    void isDueAnIntervalAfterTheLastCheckpoint() {
        schedule.seen(5);
        schedule.committed(14);
        assertThat(schedule.mayBeDue()).isFalse();
        schedule.committed(15);
        assertThat(schedule.mayBeDue()).isTrue();
        assertThat(schedule.isDue(14)).isFalse();
        assertThat(schedule.isDue(15)).isTrue();
    }

    @Test
    void countsFromTheFirstVersionWhereThereIsNoCheckpoint() {
        assertThat(schedule.isDue(9)).isFalse();
        assertThat(schedule.isDue(10)).isTrue();
    }

    @Test
    void isNotSetBackByASnapshotThatIsNotTheNewestAnyMore() {
        schedule.looked(10);
        schedule.seen(0);
        schedule.committed(11);
        assertThat(schedule.mayBeDue()).isFalse();
    }

    @Test
    void looksWhenTheTableIsYoungerThanItsLastCheckpoint() {
        schedule.looked(100);
        schedule.committed(1);
        assertThat(schedule.mayBeDue()).isTrue();
        schedule.looked(0);
        assertThat(schedule.mayBeDue()).isFalse();
    }
}
