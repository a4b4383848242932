// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code mvn package} laid out for the stack below {@code quickstart-stack/target/stack}.
 *
 * @param root that directory
 */
public record StackFiles(Path root) {
    /** Names another place than the default for {@link #locate()}. */
    public static final String PROPERTY = "alluvium.stack";

    /**
     * Finds the directory: by the system property {@value #PROPERTY}, else beside the jar or classes that this class is from.
     *
     * @throws StackException if it is not there, as before {@code mvn package}
     */
    public static StackFiles locate() {
        String given = System.getProperty(PROPERTY, "");
        Path root = given.isEmpty() ? besideUs() : Path.of(given).toAbsolutePath();
        if (!Files.isDirectory(root.resolve("kafka-libs"))) {
            throw new StackException("the stack is not built: " + root
                    + " has no kafka-libs; run mvn package, or name the " + "directory by -D" + PROPERTY);
        }
        return new StackFiles(root);
    }

    /** The class path of a Connect worker: Kafka and one class of ours, never Delta, Hadoop or Parquet. */
    public List<Path> workerClassPath() {
        return Stream.concat(jars("worker-libs").stream(), jars("kafka-libs").stream())
                .toList();
    }

    /** A {@code plugin.path}: each plugin in a directory of its own. */
    public Path plugins() {
        return root.resolve("plugins");
    }

    /** Debezium's connector for a family, as another {@code plugin.path}. */
    public Path plugins(MySqlFamily family) {
        return root.resolve(family.name().toLowerCase(Locale.ROOT) + "-plugins");
    }

    /** A {@code plugin.path} of all that a source needs. */
    public String pluginPath(Optional<MySqlFamily> family) {
        return family.map(this::plugins)
                .map(more -> plugins() + "," + more)
                .orElse(plugins().toString());
    }

    /** Where PostgreSQL's binaries are unpacked and kept. */
    public Path postgresBinaries() {
        return root.resolve("postgres").resolve("binaries");
    }

    private List<Path> jars(String directory) {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StackException("could not list " + root.resolve(directory) + ": run mvn package again", e);
        }
    }

    private static Path besideUs() {
        try {
            Path code = Path.of(StackFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path target = code.getParent();
            return (target == null ? code : target).resolve("stack").toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new StackException("could not tell where this program's own code is", e);
        }
    }
}
