// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OffsetSetTest {
    private static final long FAR = 1L << 40;

    @Test
    void agreesWithASetOfNumbers() {
        Random random = new Random(5);
        OffsetSet set = new OffsetSet();
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            long offset = random.nextInt(200_000);
            assertThat(set.add(offset)).isEqualTo(numbers.add(offset));
        }

        assertThat(set.size()).isEqualTo(numbers.size());
        assertThat(set.last())
                .isEqualTo(numbers.stream().mapToLong(n -> n).max().orElseThrow());
        assertThat(set.presentIn(1_000, 150_000).offsets())
                .isEqualTo(
                        numbers.stream().filter(n -> n >= 1_000 && n <= 150_000).count());
        assertThat(set.absentIn(1_000, 150_000).offsets())
                .isEqualTo(149_001 - set.presentIn(1_000, 150_000).offsets());
    }

    @Test
    void namesRangesAcrossBlocks() {
        OffsetSet set = of(0, 200_000);
        LongStream.rangeClosed(300_000, 300_010).forEach(set::add);

        assertThat(set.presentIn(0, Long.MAX_VALUE - 1).first())
                .containsExactly(new OffsetRange(0, 200_000), new OffsetRange(300_000, 300_010));
        assertThat(set.absentIn(0, 400_000).first())
                .containsExactly(new OffsetRange(200_001, 299_999), new OffsetRange(300_011, 400_000));
        assertThat(set.absentIn(65_535, 65_537).isEmpty()).isTrue();
    }

    @Test
    void takesAwayWhatIsElsewhere() {
        OffsetSet set = of(0, 100_000);
        OffsetSet others = of(70_000, 80_000);

        assertThat(set.presentIn(10, 90_000, others).first())
                .containsExactly(new OffsetRange(10, 69_999), new OffsetRange(80_001, 90_000));
    }

    @Test
    void seesWhatIsInBoth() {
        OffsetSet set = of(0, 70_000);
        OffsetSet twice = new OffsetSet();

        set.addAll(of(69_990, 140_000), twice);

        assertThat(twice.presentIn(0, FAR).first()).containsExactly(new OffsetRange(69_990, 70_000));
        assertThat(set.size()).isEqualTo(140_001);
        assertThat(set.nextAbsent(0)).isEqualTo(140_001);
    }

    @Test
    void crossesEmptyStretchesAtOnce() {
        OffsetSet set = of(0, 3);
        set.add(FAR);

        assertThat(set.nextPresent(4)).isEqualTo(FAR);
        assertThat(set.absentIn(0, FAR).offsets()).isEqualTo(FAR - 4);
        assertThat(set.last()).isEqualTo(FAR);
    }

    @Test
    void isEmptyAtFirst() {
        OffsetSet set = new OffsetSet();

        assertThat(set.nextPresent(0)).isEqualTo(OffsetSet.NONE);
        assertThat(set.last()).isEqualTo(-1);
        assertThat(set.presentIn(0, FAR).isEmpty()).isTrue();
        assertThat(set.absentIn(3, 5).first()).containsExactly(new OffsetRange(3, 5));
    }

    /** A hundred million offsets would be 2 GB as boxed numbers; the tests have 1 GB. */
    @Test
    void holdsAHundredMillionOffsets() {
        OffsetSet set = of(0, 100_000_000);
        set.add(100_000_002);

        assertThat(set.absentIn(0, 100_000_002).first()).containsExactly(new OffsetRange(100_000_001, 100_000_001));
    }

    private static OffsetSet of(long first, long last) {
        OffsetSet set = new OffsetSet();
        LongStream.rangeClosed(first, last).forEach(set::add);
        return set;
    }
}
