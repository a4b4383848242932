// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
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
        SETTINGS.results().ifPresent(file -> System.out.println(ResultFile.of(file).with(verdict).sum()));
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
}
