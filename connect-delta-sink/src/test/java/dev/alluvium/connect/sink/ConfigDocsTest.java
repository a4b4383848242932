// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigDocsTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "config.md");

    /** Writes the page instead when run with {@code -Dalluvium.docs.write=true}. */
    @Test
    void publishedPageSaysWhatTheCodeSays() throws IOException {
        String current = ConfigDocs.markdown(DeltaSinkConfig.DEF);
        if (Boolean.getBoolean("alluvium.docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, current);
        }

        assertThat(PAGE)
                .as(
                        "docs/config.md is stale: run mvn -pl connect-delta-sink -am test -Dtest=ConfigDocsTest -Dsurefire.failIfNoSpecifiedTests=false "
                                + "-Dalluvium.docs.write=true, and commit it")
                .hasContent(current);
    }
}
