// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.regex.Pattern;

/**
 * What a bucket of Google Cloud Storage may be called, so that a typing error is told at once and not by storage.
 *
 * @see <a href="https://cloud.google.com/storage/docs/buckets#naming">Bucket naming</a>
 */
final class BucketName {
    private static final Pattern LETTERS = Pattern.compile("[a-z0-9][a-z0-9._-]*[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final int MIN_CHARACTERS = 3;
    private static final int MAX_CHARACTERS = 63;
    private static final int MAX_CHARACTERS_WITH_POINTS = 222;

    private BucketName() {}

    /** @throws IllegalArgumentException saying what is wrong with it */
    static void check(String name) {
        if (name.indexOf('@') >= 0 || name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("must name the bucket alone after gs://, without user and port");
        }
        if (!LETTERS.matcher(name).matches() || name.contains("..")) {
            throw new IllegalArgumentException("names no bucket: '" + name + "' must be made of lower-case letters, "
                    + "digits, - _ and ., begin and end with a letter or digit, and have no two points in a row");
        }
        int most = name.indexOf('.') < 0 ? MAX_CHARACTERS : MAX_CHARACTERS_WITH_POINTS;
        boolean longPart = Pattern.compile("[.]").splitAsStream(name).anyMatch(part -> part.length() > MAX_CHARACTERS);
        if (name.length() < MIN_CHARACTERS || name.length() > most || longPart) {
            throw new IllegalArgumentException("names no bucket: '" + name + "' must have 3 to 63 characters, "
                    + "between points if there are any");
        }
        if (ADDRESS.matcher(name).matches() || name.startsWith("goog") || name.contains("google")) {
            throw new IllegalArgumentException("names no bucket: '" + name
                    + "' must not look like an IP address, begin with goog or contain google");
        }
    }
}
