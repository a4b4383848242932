// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.proof.LogCheck;
import dev.alluvium.quickstart.proof.PartitionCheck;
import dev.alluvium.quickstart.proof.ProofReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    private static final int FAULTS = 60;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("results");
    }

    @Test
    void runsAreSummed() {
        ResultFile.of(file).with(verdict(1, List.of()));
        ResultFile results = ResultFile.of(file).with(verdict(2, List.of(5L)));

        assertThat(results.sum())
                .endsWith("2 runs, 1 of them proven; 120 faults, of which 8 killed and 12 froze a process; "
                        + "6 records, 1 lost, 0 doubled");
    }

    @Test
    void aCampaignThatIsTakenUpAgainLeavesOutTheSeedsThatAreProven() {
        ResultFile.of(file).with(verdict(1, List.of()));
        ResultFile.of(file).with(verdict(3, List.of(5L)));

        assertThat(settings(FAULTS, StorageKind.FILE).cases().map(ChaosCase::seed))
                .containsExactly(2L, 3L, 4L);
        assertThat(settings(FAULTS + 1, StorageKind.FILE).cases().map(ChaosCase::seed))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(settings(FAULTS, StorageKind.GCS).cases().map(ChaosCase::seed))
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void theSummaryOfARunTellsWhatIsMissing() {
        assertThat(verdict(4, List.of()).summary())
                .contains("Chaos on file, seed 4, 9 s: 60 faults")
                .contains("4 killed, 6 frozen (5 woke up as zombies)")
                .endsWith("PROVEN: nothing lost, nothing twice.");
        assertThat(verdict(4, List.of(1L)).summary())
                .contains("logs-0: 1 offsets in Kafka but in no row: [1]")
                .endsWith("NOT PROVEN.");
    }

    private ChaosSettings settings(int faults, StorageKind storage) {
        return new ChaosSettings(List.of(storage), 1, 4, faults, Optional.of(file), directory);
    }

    /** @param lost offsets that are in no row */
    private static Verdict verdict(long seed, List<Long> lost) {
        TopicPartition partition = new TopicPartition("logs", 0);
        ProofReport count = new ProofReport(
                List.of(new PartitionCheck(partition, 3, 3 - lost.size(), lost, List.of(), List.of())),
                List.of(),
                new LogCheck(3, List.of()));
        VerifyCommand verify = new VerifyCommand(lost.isEmpty() ? 0 : 1, "it said so");
        Tally done = new Tally(Map.of(Kind.KILL, 4, Kind.FREEZE, 6, Kind.STORAGE, 50, Kind.ZOMBIE, 5, Kind.REST, 3));
        return new Verdict(
                new ChaosCase(StorageKind.FILE, seed),
                done,
                List.of("landed"),
                new Witnesses(verify, count),
                Path.of("journal"),
                9);
    }
}
