// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ComponentsTest {
    private static final String WHAT = "a server, as .ci/server installs it";

    @Test
    void aPresentComponentIsItsPath(@TempDir Path home) {
        assertThat(Components.required(Map.of("SERVER", home.toString()), "SERVER", WHAT))
                .isEqualTo(home);
    }

    @Test
    void anAbsentComponentSkipsItsTestsWithTheReason() {
        assertThatThrownBy(() -> Components.required(Map.of(), "SERVER", WHAT))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("SERVER is not set: " + WHAT);
    }

    @Test
    void anAbsentComponentFailsItsTestsWhereComponentsAreRequired() {
        assertThatThrownBy(() -> Components.required(Map.of("ALLUVIUM_COMPONENTS", "required"), "SERVER", WHAT))
                .isInstanceOf(AssertionError.class)
                .hasMessage("SERVER is not set: " + WHAT);
    }

    @Test
    void aPathThatLeadsNowhereFails(@TempDir Path home) {
        Map<String, String> environment = Map.of("SERVER", home.resolve("moved").toString());
        assertThatThrownBy(() -> Components.required(environment, "SERVER", WHAT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SERVER");
    }
}
