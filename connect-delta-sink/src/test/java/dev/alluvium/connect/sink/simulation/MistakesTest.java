// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation, and the tests of what it does not play, are worth what they find: each of these mistakes, planted in the source. */
class MistakesTest {
    private static final int SCHEDULES = 10_000;

    @TempDir
    Path compiled;

    static List<Mistake> mistakes() {
        return Mistake.ALL;
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void theSimulationFinds(Mistake mistake) throws Exception {
        assertThat(new Planted(mistake, compiled).firstFailure(mistake.log(), SCHEDULES))
                .as("what the simulation finds of: %s", mistake)
                .isNotNull();
    }

    static List<NamedMistake> namedMistakes() {
        return NamedMistake.ALL;
    }

    @ParameterizedTest
    @MethodSource("namedMistakes")
    void theTestByNameFinds(NamedMistake named) throws Exception {
        assertThat(new Planted(named.mistake(), compiled).failuresOf(named.test()))
                .as("what %s finds of: %s", named.test(), named)
                .isPositive();
    }
}
