// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the MySQL server of this machine: Maven brings none. */
public final class MySqlProgram {
    /** The environment variable that names a MySQL's directory, in whose {@code bin} the server is. */
    public static final String HOME = "ALLUVIUM_MYSQL_HOME";

    private static final String NAME = "mysqld";
    /** Which has a program of the same name on some systems, and is another database to Debezium. */
    private static final String MARIADB = "MariaDB";

    private MySqlProgram() {}

    /**
     * The server named by {@value #HOME}, else the first on the {@code PATH}; empty if there is neither.
     *
     * @throws StackException if {@value #HOME} is set, and no server is there
     */
    public static Optional<Path> locate() {
        return locate(System.getenv());
    }

    static Optional<Path> locate(Map<String, String> environment) {
        String home = environment.getOrDefault(HOME, "");
        if (!home.isEmpty()) {
            Path program = Path.of(home, "bin", NAME).toAbsolutePath();
            if (!Files.isExecutable(program)) {
                throw new StackException(HOME + " is " + home + ", but " + program + " is no program");
            }
            return Optional.of(program);
        }
        return onPath(environment.getOrDefault("PATH", "")).findFirst();
    }

    private static Stream<Path> onPath(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, NAME).toAbsolutePath())
                .filter(Files::isExecutable)
                .filter(MySqlProgram::isMySql);
    }

    private static boolean isMySql(Path program) {
        try {
            Path temporary = Files.createTempDirectory("alluvium-version");
            try {
                Commands.Outcome outcome =
                        Commands.run(List.of(program.toString(), "--no-defaults", "--version"), temporary, Map.of());
                return outcome.succeeded() && !outcome.said().contains(MARIADB);
            } finally {
                Directories.remove(temporary);
            }
        } catch (IOException notToBeRun) {
            return false;
        }
    }
}
