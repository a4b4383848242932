// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What is asked of a campaign.
 *
 * @param storages one after the other
 * @param seed of the first run on each; the others have the next ones
 * @param runs how many on each
 * @param faults of each run: kills, freezes and failing requests to storage; whatever else is done to it comes on top
 * @param results to which each run adds a line, and whose proven seeds are not run again
 * @param logs where each run's journal goes
 */
public record ChaosSettings(
        List<StorageKind> storages, long seed, int runs, int faults, Optional<Path> results, Path logs) {
    private static final int KILLS_AND_FREEZES_PERCENT = 11;
    private static final int FEWEST = 10;

    public ChaosSettings {
        storages = List.copyOf(storages);
        if (faults < FEWEST || runs < 1) {
            throw new IllegalArgumentException(
                    "a campaign has one run or more, of " + FEWEST + " faults or more; not " + runs + " of " + faults);
        }
    }

    /** As the system properties {@code chaos.storages}, {@code .seed}, {@code .runs}, {@code .faults} and {@code .journal} say. */
    public static ChaosSettings ofSystemProperties() {
        String results = System.getProperty("chaos.journal", "");
        return new ChaosSettings(
                Arrays.stream(System.getProperty("chaos.storages", "file").split(",", -1))
                        .map(StorageKind::of)
                        .toList(),
                Long.getLong("chaos.seed", 1),
                Integer.getInteger("chaos.runs", 1),
                Integer.getInteger("chaos.faults", 40),
                results.isEmpty() ? Optional.empty() : Optional.of(Path.of(results)),
                Path.of(System.getProperty("alluvium.chaos.logs", "target/chaos")));
    }

    /** What is still to be run. */
    public Stream<ChaosCase> cases() {
        return storages.stream()
                .flatMap(storage -> LongStream.range(seed, seed + runs).mapToObj(one -> new ChaosCase(storage, one)))
                .filter(one -> results.map(file -> !ResultFile.of(file).proven(one, faults))
                        .orElse(true));
    }

    /** How many of a run's faults kill or freeze a process. */
    int killsAndFreezes() {
        return (faults * KILLS_AND_FREEZES_PERCENT + 99) / 100;
    }
}
