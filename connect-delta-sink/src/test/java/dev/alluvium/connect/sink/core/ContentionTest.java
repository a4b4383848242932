// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ContentionTest {
    private static final long INTERVAL_MS = 1_000;

    private final Contention contention = new Contention(new FlushPolicy(INTERVAL_MS, 10, 10), 0);

    private void commits(int count, int lostRacesEach, long tookMs) {
        for (int commit = 0; commit < count; commit++) {
            for (int race = 0; race < lostRacesEach; race++) {
                contention.lostRace();
            }
            contention.committed(tookMs);
        }
    }

    @Test
    void aRaceLostNowAndThenChangesNothing() {
        commits(1, 2, 10);
        commits(3, 0, 10);
        commits(1, 2, 10);
        assertThat(contention.stretch()).isEqualTo(1);
    }

    @Test
    void theFirstRaceThatEachCommitLosesIsNewsOfTheOthersAndNoContention() {
        commits(100, 1, 10);
        assertThat(contention.stretch()).isEqualTo(1);
    }

    @Test
    void commitsComeLessOftenWhileRacesAreLostAndTheLongestAnyWaitsIsBounded() {
        commits(3, 4, 10);
        assertThat(contention.stretch()).isGreaterThan(1);
        assertThat(contention.dueMs(0)).isEqualTo(contention.stretch() * INTERVAL_MS);

        commits(100, 20, 10);
        assertThat(contention.stretch()).isEqualTo(Contention.MAX_STRETCH);
    }

    @Test
    void commitsThatTakeLongerThanTheIntervalComeLessOften() {
        commits(1, 0, INTERVAL_MS + 1);
        assertThat(contention.stretch()).isEqualTo(2);
    }

    @Test
    void theIntervalIsBackOnceNobodyIsInTheWay() {
        commits(100, 20, 10);
        commits(100, 0, 10);
        assertThat(contention.stretch()).isEqualTo(1);
    }
}
