// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReadingLedgerTest {
    private static final SourcePartition ONE = new SourcePartition("topic", 1);
    private static final SourcePartition TWO = new SourcePartition("topic", 2);
    private static final Session FIRST = new Session(ONE, 1);
    private static final Session SECOND = new Session(ONE, 2);
    private static final Session THIRD = new Session(ONE, 3);

    private final ReadingLedger ledger = new ReadingLedger();

    @Test
    void countsRowsOfTheCurrentSessionOnly() {
        assertThat(ledger.counts(FIRST)).isFalse();
        ledger.opened(FIRST);
        assertThat(ledger.counts(FIRST)).isTrue();
        assertThat(ledger.counts(SECOND)).isFalse();
        ledger.opened(SECOND);
        assertThat(ledger.counts(FIRST)).isFalse();
        assertThat(ledger.counts(SECOND)).isTrue();
        ledger.closed(ONE);
        assertThat(ledger.counts(SECOND)).isFalse();
    }

    @Test
    void rewindsToWhatATableNeedsAgainAndCountsNothingUntilThen() {
        ledger.opened(FIRST);
        ledger.passed(FIRST, 9);

        assertThat(ledger.needed(ONE, 4)).hasValue(new Rewind(FIRST, 4));
        assertThat(ledger.counts(FIRST)).isFalse();
        assertThat(ledger.rewindingTo(ONE)).hasValue(4);

        assertThat(ledger.rewound(SECOND, 4)).isEmpty();
        assertThat(ledger.counts(SECOND)).isTrue();
        assertThat(ledger.rewindingTo(ONE)).isEmpty();
    }

    @Test
    void neverSeeksForwardToWhatWillBeReadAnyway() {
        ledger.opened(FIRST);
        assertThat(ledger.needed(ONE, 0)).isEmpty();
        ledger.passed(FIRST, 9);

        assertThat(ledger.needed(ONE, 10)).isEmpty();
        assertThat(ledger.counts(FIRST)).isTrue();
        assertThat(ledger.needed(ONE, 9)).hasValue(new Rewind(FIRST, 9));
    }

    @Test
    void asksForOneRewindWhenSeveralTablesNeedTheSame() {
        ledger.opened(FIRST);
        ledger.passed(FIRST, 9);
        ledger.needed(ONE, 4);

        assertThat(ledger.needed(ONE, 4)).isEmpty();
        assertThat(ledger.needed(ONE, 7)).isEmpty();
        assertThat(ledger.rewindingTo(ONE)).hasValue(4);
        assertThat(ledger.rewound(SECOND, 4)).isEmpty();
    }

    @Test
    void goesFurtherBackOnceTheFirstRewindIsCarriedOut() {
        ledger.opened(FIRST);
        ledger.passed(FIRST, 9);
        ledger.needed(ONE, 4);

        assertThat(ledger.needed(ONE, 2)).isEmpty();
        assertThat(ledger.needed(ONE, 3)).isEmpty();
        assertThat(ledger.rewindingTo(ONE)).hasValue(2);

        assertThat(ledger.rewound(SECOND, 4)).hasValue(new Rewind(SECOND, 2));
        assertThat(ledger.counts(SECOND)).isFalse();
        assertThat(ledger.rewindingTo(ONE)).hasValue(2);
        assertThat(ledger.rewound(THIRD, 2)).isEmpty();
        assertThat(ledger.counts(THIRD)).isTrue();
    }

    @Test
    void doesNotTakeRowsOfASessionThatIsOverForProgress() {
        ledger.opened(FIRST);
        ledger.passed(FIRST, 9);
        ledger.needed(ONE, 4);
        ledger.rewound(SECOND, 4);

        ledger.passed(FIRST, 20);

        assertThat(ledger.needed(ONE, 5)).isEmpty();
        ledger.passed(SECOND, 5);
        assertThat(ledger.needed(ONE, 5)).hasValue(new Rewind(SECOND, 5));
    }

    @Test
    void hasNothingToRewindInAPartitionThatIsNotOurs() {
        assertThat(ledger.needed(ONE, 4)).isEmpty();
        assertThat(ledger.rewound(FIRST, 4)).isEmpty();
        assertThat(ledger.rewindingTo(ONE)).isEmpty();
        ledger.opened(FIRST);
        ledger.passed(FIRST, 9);
        ledger.needed(ONE, 4);
        ledger.closed(ONE);
        assertThat(ledger.rewindingTo(ONE)).isEmpty();
    }

    @Test
    void forgetsARewindWhenThePartitionIsOpenedAgain() {
        ledger.opened(FIRST);
        ledger.passed(FIRST, 9);
        ledger.needed(ONE, 4);

        ledger.opened(SECOND);

        assertThat(ledger.rewindingTo(ONE)).isEmpty();
        assertThat(ledger.counts(SECOND)).isTrue();
        ledger.passed(SECOND, 6);
        assertThat(ledger.needed(ONE, 6)).hasValue(new Rewind(SECOND, 6));
    }

    @Test
    void keepsPartitionsApartWhoseRowsAlternate() {
        Session other = new Session(TWO, 7);
        ledger.opened(FIRST);
        ledger.opened(other);
        for (long offset = 0; offset < 3; offset++) {
            ledger.passed(FIRST, 10 + offset);
            ledger.passed(other, 100 + offset);
        }

        assertThat(ledger.needed(ONE, 13)).isEmpty();
        assertThat(ledger.needed(TWO, 102)).hasValue(new Rewind(other, 102));
        assertThat(ledger.needed(ONE, 12)).hasValue(new Rewind(FIRST, 12));
    }
}
