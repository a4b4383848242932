// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removes directories in which something may still be going on. */
final class Directories {
    private static final int TRIES = 5;

    private Directories() {}

    /** Removes a directory with everything in it, if it is there. */
    static void remove(Path directory) throws IOException {
        for (int i = 1; ; i++) {
            try {
                removeOnce(directory);
                return;
            } catch (IOException | UncheckedIOException e) {
                // A server's last file may appear while its directory is being emptied.
                if (i == TRIES) {
                    throw new IOException(e);
                }
            }
        }
    }

    private static void removeOnce(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException goneMeanwhile) {
            removeOnce(directory);
        }
    }
}
