// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.workload.LogProducer;
import dev.alluvium.quickstart.workload.ShopSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** Faults on the real thing. What is done, how often and with which seed: docs/delivery-guarantees.md. */
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("cases")
class ChaosIT {
    private static final ChaosSettings SETTINGS = ChaosSettings.ofSystemProperties();

    private static ChaosRun run;
    private static Verdict verdict;

    @Parameter
    ChaosCase about;

    static Stream<ChaosCase> cases() {
        return SETTINGS.cases();
    }

    @BeforeParameterizedClassInvocation(injectArguments = true)
    static void torment(ChaosCase about) throws IOException {
        requireStorage(about.storage());
        run = ChaosRun.prepare(about, SETTINGS);
        verdict = run.run();
        System.out.println(verdict.summary());
        SETTINGS.results()
                .ifPresent(file ->
                        System.out.println(ResultFile.of(file).with(verdict).sum()));
    }

    private static void requireStorage(StorageKind storage) {
        Map<String, String> environment = System.getenv();
        if (storage == StorageKind.GCS
                && environment.getOrDefault(ChaosStack.GCS_EMULATOR, "").isEmpty()) {
            String absent = ChaosStack.GCS_EMULATOR + " is not set: the program that .ci/gcs prints";
            if (environment.getOrDefault("ALLUVIUM_COMPONENTS", "").equals("required")) {
                throw new AssertionError(absent);
            }
            throw new TestAbortedException(absent);
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (run != null) {
            run.close();
            run = null;
        }
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
        PlantedFaults.in(run.warehouse(), copy, ShopSource.POSTGRES.bronze("orders"))
                .doublesACommit();

        Witnesses witnesses = run.compare(copy.toUri());

        assertThat(witnesses.verify().said()).contains("BROKEN").contains("in more than one row");
        assertThat(witnesses.doubled()).isPositive();
        assertThat(witnesses.agree()).isFalse();
    }
}
