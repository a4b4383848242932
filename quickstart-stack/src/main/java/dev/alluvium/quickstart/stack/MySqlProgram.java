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

/** Finds the server of this machine that is MySQL's or MariaDB's: Maven brings none. */
public final class MySqlProgram {
    private MySqlProgram() {}

    /**
     * The server named by the family's {@link MySqlFamily#home() variable}, else the first on the {@code PATH}; empty if there
     * is neither.
     *
     * @throws StackException if the variable is set, and no server is there
     */
    public static Optional<Path> locate(MySqlFamily family) {
        return locate(family, System.getenv());
    }

    /** What to do where there is none. */
    public static String absent(MySqlFamily family) {
        return family.title() + " is not on this machine. Install its server, so that " + family.program()
                + " is on the PATH, or let " + family.home() + " name a directory with bin/" + family.program();
    }

    static Optional<Path> locate(MySqlFamily family, Map<String, String> environment) {
        String home = environment.getOrDefault(family.home(), "");
        if (!home.isEmpty()) {
            Path program = Path.of(home, "bin", family.program()).toAbsolutePath();
            if (!Files.isExecutable(program)) {
                throw new StackException(family.home() + " is " + home + ", but " + program + " is no program");
            }
            return Optional.of(program);
        }
        return onPath(family, environment.getOrDefault("PATH", "")).findFirst();
    }

    private static Stream<Path> onPath(MySqlFamily family, String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, family.program()).toAbsolutePath())
                .filter(Files::isExecutable)
                .filter(program -> isOf(family, program));
    }

    private static boolean isOf(MySqlFamily family, Path program) {
        try {
            Path temporary = Files.createTempDirectory("alluvium-version");
            try {
                Commands.Outcome outcome =
                        Commands.run(List.of(program.toString(), "--no-defaults", "--version"), temporary, Map.of());
                return outcome.succeeded() && !outcome.said().contains(family.relative());
            } finally {
                Directories.remove(temporary);
            }
        } catch (IOException notToBeRun) {
            return false;
        }
    }
}
