// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.MySqlFamily;
import dev.alluvium.quickstart.stack.MySqlProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * What some tests need besides JDK, Maven and Maven Central, told by environment variables. Where it is absent, such tests
 * are skipped; {@code ALLUVIUM_COMPONENTS=required}, as CI sets it, makes that a failure.
 */
final class Components {
    private static final String RULE = "ALLUVIUM_COMPONENTS";

    private Components() {}

    /** The server of this machine. */
    static Path mySql(MySqlFamily family) {
        return MySqlProgram.locate(family)
                .orElseGet(() -> required(
                        family.home(),
                        "the directory that .ci/" + family.name().toLowerCase(Locale.ROOT)
                                + " prints; nor is there one on the PATH"));
    }

    /**
     * @param variable the environment variable that holds its path
     * @param what says what it is and how to have it
     */
    static Path required(String variable, String what) {
        return required(System.getenv(), variable, what);
    }

    static Path required(Map<String, String> environment, String variable, String what) {
        String path = environment.getOrDefault(variable, "");
        if (path.isEmpty()) {
            String absent = variable + " is not set: " + what;
            if (environment.getOrDefault(RULE, "").equals("required")) {
                throw new AssertionError(absent);
            }
            throw new TestAbortedException(absent);
        }
        // A path that leads nowhere is a mistake rather than an absence.
        assertThat(Path.of(path)).as(variable + ", " + what).matches(Files::exists, "exists");
        return Path.of(path).toAbsolutePath();
    }
}
