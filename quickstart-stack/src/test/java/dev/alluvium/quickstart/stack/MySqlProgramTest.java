// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import static dev.alluvium.quickstart.stack.MySqlFamily.MARIADB;
import static dev.alluvium.quickstart.stack.MySqlFamily.MYSQL;
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
    private static final String VERSION = "mysqld  Ver 9.7.4 for Linux on x86_64";
    private static final String MARIA_VERSION = "mysqld  Ver 10.11.19-MariaDB for debian-linux-gnu on x86_64";

    @TempDir
    private Path directory;

    @Test
    void theVariableGoesBeforeThePath() throws IOException {
        Path named = program("home/bin", VERSION);
        Path found = program("path", VERSION);
        String path = String.valueOf(found.getParent());

        assertThat(MySqlProgram.locate(
                        MYSQL, Map.of(MYSQL.home(), directory.resolve("home").toString(), "PATH", path)))
                .contains(named);
        assertThat(MySqlProgram.locate(MYSQL, Map.of("PATH", path))).contains(found);
    }

    @Test
    void mariaDbByMySqlsNameIsPassedOver() throws IOException {
        Path maria = program("maria", MARIA_VERSION);
        Path found = program("path", VERSION);

        assertThat(MySqlProgram.locate(
                        MYSQL, Map.of("PATH", maria.getParent() + File.pathSeparator + found.getParent())))
                .contains(found);
        assertThat(MySqlProgram.locate(MYSQL, Map.of("PATH", String.valueOf(maria.getParent()))))
                .isEmpty();
    }

    @Test
    void mariaDbIsFoundByItsOwnNameAndVariable() throws IOException {
        Path named = program("home/bin", "mariadbd", MARIA_VERSION);
        Path found = program("path", "mariadbd", MARIA_VERSION);
        String path = String.valueOf(found.getParent());

        assertThat(MySqlProgram.locate(
                        MARIADB,
                        Map.of(MARIADB.home(), directory.resolve("home").toString(), "PATH", path)))
                .contains(named);
        assertThat(MySqlProgram.locate(MARIADB, Map.of("PATH", path))).contains(found);
        assertThat(MySqlProgram.locate(MYSQL, Map.of("PATH", path))).isEmpty();
    }

    @Test
    void thereMayBeNone() {
        assertThat(MySqlProgram.locate(MYSQL, Map.of("PATH", directory + File.pathSeparator)))
                .isEmpty();
        assertThat(MySqlProgram.locate(MYSQL, Map.of())).isEmpty();
    }

    @Test
    void aVariableThatLeadsNowhereIsAMistake() {
        Map<String, String> environment = Map.of(MYSQL.home(), directory.toString());

        assertThatThrownBy(() -> MySqlProgram.locate(MYSQL, environment))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(MYSQL.home() + " is " + directory);
    }

    private Path program(String where, String version) throws IOException {
        return program(where, "mysqld", version);
    }

    private Path program(String where, String name, String version) throws IOException {
        Path program = Files.createDirectories(directory.resolve(where)).resolve(name);
        Files.writeString(program, "#!/bin/sh\necho '" + version + "'\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
