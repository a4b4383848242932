// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkDirectoryTest {

    @Test
    void isGoneWithEverythingInItAndLeavesNoProcess() throws IOException {
        WorkDirectory directory = WorkDirectory.create("alluvium-test-");
        Path below = Files.createDirectories(directory.path().resolve("a").resolve("b"));
        Files.writeString(below.resolve("file"), "text");

        directory.close();

        assertThat(directory.path()).doesNotExist();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(directory.path().toString()));
    }
}
