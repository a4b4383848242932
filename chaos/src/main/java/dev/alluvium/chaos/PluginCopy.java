// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.quickstart.stack.StackException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A {@code plugin.path} in which the sink has the jar of the failing storage beside its own; what ships is left as it is. */
final class PluginCopy {
    private static final String SINK = "connect-delta-sink";

    private PluginCopy() {}

    /**
     * Copies all plugins.
     *
     * @param storageLibs where the jar is
     */
    static Path of(Path plugins, Path storageLibs, Path target) {
        try {
            for (Path file : files(plugins)) {
                put(file, target.resolve(plugins.relativize(file)));
            }
            Path sink = list(target).stream()
                    .filter(directory -> directory.toString().contains(SINK))
                    .findFirst()
                    .orElseThrow(() -> new StackException("there is no " + SINK + " in " + plugins));
            for (Path jar : list(storageLibs)) {
                put(jar, sink.resolve("lib").resolve(jar.getFileName()));
            }
            return target;
        } catch (IOException e) {
            throw new StackException("could not copy the plugins of " + plugins + " to " + target, e);
        }
    }

    private static void put(Path file, Path copy) throws IOException {
        Files.createDirectories(copy.getParent());
        try {
            // Nobody writes to them.
            Files.createLink(copy, file);
        } catch (FileSystemException | UnsupportedOperationException onAnotherFileSystem) {
            Files.copy(file, copy);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
