// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MySqlProgramTest {
    private static final String MYSQL = "mysqld  Ver 9.7.4 for Linux on x86_64";
    private static final String MARIADB = "mysqld  Ver 10.11.19-MariaDB for debian-linux-gnu on x86_64";

    @TempDir
    private Path directory;

    @Test
    void theVariableGoesBeforeThePath() throws IOException {
        Path named = program("home/bin", MYSQL);
        Path found = program("path", MYSQL);
        String path = String.valueOf(found.getParent());

        assertThat(MySqlProgram.locate(
                        Map.of(MySqlProgram.HOME, directory.resolve("home").toString(), "PATH", path)))
                .contains(named);
        assertThat(MySqlProgram.locate(Map.of("PATH", path))).contains(found);
    }

    @Test
    void mariaDbByMySqlsNameIsPassedOver() throws IOException {
        Path maria = program("maria", MARIADB);
        Path found = program("path", MYSQL);

        assertThat(MySqlProgram.locate(Map.of("PATH", maria.getParent() + File.pathSeparator + found.getParent())))
                .contains(found);
        assertThat(MySqlProgram.locate(Map.of("PATH", String.valueOf(maria.getParent()))))
                .isEmpty();
    }

    @Test
    void thereMayBeNone() {
        assertThat(MySqlProgram.locate(Map.of("PATH", directory + File.pathSeparator)))
                .isEmpty();
        assertThat(MySqlProgram.locate(Map.of())).isEmpty();
    }

    @Test
    void aVariableThatLeadsNowhereIsAMistake() {
        Map<String, String> environment = Map.of(MySqlProgram.HOME, directory.toString());

        assertThatThrownBy(() -> MySqlProgram.locate(environment))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(MySqlProgram.HOME + " is " + directory);
    }

    private Path program(String where, String version) throws IOException {
        Path program = Files.createDirectories(directory.resolve(where)).resolve("mysqld");
        Files.writeString(program, "#!/bin/sh\necho '" + version + "'\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
