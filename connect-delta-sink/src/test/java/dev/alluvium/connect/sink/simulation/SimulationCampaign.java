// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * As many schedules as one likes, on all processors: {@code mvn -Psimulate -pl connect-delta-sink -am test
 * -Dsimulate.from=0 -Dsimulate.count=1000000 -Dsimulate.log=memory}. What fails is made as short and as plain as it fails still, and shown.
 */
public final class SimulationCampaign {
    private static final long TO_SHOW = 10_000;

    @Test
    void noScheduleLosesOrDoublesARow() {
        long from = Long.getLong("simulate.from", 0);
        long count = Long.getLong("simulate.count", 1_000_000);
        LogKind log =
                LogKind.valueOf(System.getProperty("simulate.log", "memory").toUpperCase(Locale.ROOT));

        Optional<Plan> failed = firstFailing(log, from, count);

        assertThat(failed.map(Shrinking::shrink).flatMap(Shrinking::failure)).isEmpty();
        System.out.printf("%d schedules on %s from seed %d: 0 lost, 0 doubled%n", count, log, from);
    }

    /**
     * One after the other, for as long as nothing fails: what is wrong with the first that does, as it came; null if none.
     *
     * @param log the name of a {@link LogKind}
     */
    public static @Nullable String firstFailure(String log, long from, long count) {
        return LongStream.range(from, from + count)
                .mapToObj(seed -> Shrinking.failure(Plan.of(seed, LogKind.valueOf(log))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static Optional<Plan> firstFailing(LogKind log, long from, long count) {
        AtomicLong done = new AtomicLong();
        AtomicReference<Optional<Plan>> failed = new AtomicReference<>(Optional.empty());
        LongStream.range(from, from + count)
                .parallel()
                .takeWhile(seed -> failed.get().isEmpty())
                .forEach(seed -> {
                    Plan plan = Plan.of(seed, log);
                    if (Shrinking.failure(plan).isPresent()) {
                        failed.compareAndSet(Optional.empty(), Optional.of(plan));
                    }
                    long now = done.incrementAndGet();
                    if (now % TO_SHOW == 0 && now < count) {
                        System.out.printf("%d of %d schedules%n", now, count);
                    }
                });
        return failed.get();
    }
}
