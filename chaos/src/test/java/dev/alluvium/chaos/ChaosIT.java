// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.ShopDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults on the real thing. What is done, how often and with which seed: docs/delivery-guarantees.md. */
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("seeds")
class ChaosIT {
    private static final ChaosSettings SETTINGS = ChaosSettings.ofSystemProperties();

    private static ChaosRun run;
    private static Verdict verdict;

    @Parameter
    long seed;

    static LongStream seeds() {
        return SETTINGS.seeds();
    }

    @BeforeParameterizedClassInvocation(injectArguments = true)
    static void torment(long seed) throws IOException {
        run = ChaosRun.prepare(seed, SETTINGS);
        verdict = run.run();
        System.out.println(verdict.summary());
        SETTINGS.results()
                .ifPresent(file ->
                        System.out.println(ResultFile.of(file).with(verdict).sum()));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        run.close();
    }

    @Test
    void everyRecordIsInExactlyOneRow() {
        assertThat(verdict.witnesses().verify().said()).contains("PROVEN").doesNotContain("BROKEN");
        assertThat(verdict.witnesses().count().faults()).isEmpty();
        assertThat(verdict.proven()).isTrue();
    }

    @Test
    void asManyFaultsStruckAsWereAskedFor() {
        assertThat(verdict.done().faults()).isGreaterThanOrEqualTo(SETTINGS.faults());
        assertThat(verdict.done().of(Kind.KILL) + verdict.done().of(Kind.FREEZE))
                .isEqualTo(SETTINGS.killsAndFreezes());
    }

    @Test
    void theProofFindsAPlantedLoss(@TempDir Path copy) throws IOException {
        PlantedFaults.in(run.warehouse(), copy, LogProducer.BRONZE).losesAFile();

        Witnesses witnesses = run.compare(copy.toUri());

        assertThat(witnesses.verify().said()).contains("BROKEN").contains("in Kafka but in no row");
        assertThat(witnesses.lost()).isPositive();
        assertThat(witnesses.count().faults())
                .anySatisfy(fault -> assertThat(fault).contains("the line is in no row"));
    }

    @Test
    void theProofFindsAPlantedDouble(@TempDir Path copy) throws IOException {
        PlantedFaults.in(run.warehouse(), copy, ShopDatabase.bronze("orders")).doublesACommit();

        Witnesses witnesses = run.compare(copy.toUri());

        assertThat(witnesses.verify().said()).contains("BROKEN").contains("in more than one row");
        assertThat(witnesses.doubled()).isPositive();
        assertThat(witnesses.agree()).isFalse();
    }
}
