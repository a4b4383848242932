// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What is asked of a campaign.
 *
 * @param seed of the first run; the others have the next ones
 * @param runs how many
 * @param faults of each run: kills, freezes and failing requests to storage; whatever else is done to it comes on top
 * @param results to which each run adds a line, and whose proven seeds are not run again
 * @param logs where each run's journal goes
 */
public record ChaosSettings(long seed, int runs, int faults, Optional<Path> results, Path logs) {
    private static final int KILLS_AND_FREEZES_PERCENT = 11;
    private static final int FEWEST = 10;

    public ChaosSettings {
        if (faults < FEWEST || runs < 1) {
            throw new IllegalArgumentException(
                    "a campaign has one run or more, of " + FEWEST + " faults or more; not " + runs + " of " + faults);
        }
    }

    /** As the system properties {@code chaos.seed}, {@code chaos.runs}, {@code chaos.faults} and {@code chaos.journal} say. */
    public static ChaosSettings ofSystemProperties() {
        String results = System.getProperty("chaos.journal", "");
        return new ChaosSettings(
                Long.getLong("chaos.seed", 1),
                Integer.getInteger("chaos.runs", 1),
                Integer.getInteger("chaos.faults", 40),
                results.isEmpty() ? Optional.empty() : Optional.of(Path.of(results)),
                Path.of(System.getProperty("alluvium.chaos.logs", "target/chaos")));
    }

    /** The seeds that are still to be run. */
    public LongStream seeds() {
        return LongStream.range(seed, seed + runs)
                .filter(any -> results.map(file -> !ResultFile.of(file).proven(any, faults))
                        .orElse(true));
    }

    /** How many of a run's faults kill or freeze a process. */
    int killsAndFreezes() {
        return (faults * KILLS_AND_FREEZES_PERCENT + 99) / 100;
    }
}
