// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that configurations point to. */
final class OwnFiles {
    private static final String SCHEME = "file:";

    private OwnFiles() {}

    /**
     * @param text a path, with {@code file:} in front or without
     * @throws InvalidPathException if it is none
     */
    static Path path(String text) {
        String path = text.strip();
        return Path.of(path.startsWith(SCHEME) ? path.substring(SCHEME.length()) : path);
    }

    /** @return empty if it cannot be read */
    static Optional<String> content(String text) {
        try {
            return Optional.of(Files.readString(path(text), StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
