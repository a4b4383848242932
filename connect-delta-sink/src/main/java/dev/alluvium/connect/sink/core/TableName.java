// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.regex.Pattern;

/**
 * The place of a table below the warehouse: one or more segments parted by {@code /}.
 *
 * <p>A segment begins with a letter or a digit and holds letters, digits, {@code . _ -} only, so no name leaves the
 * warehouse, none is hidden from readers that pass over names beginning with {@code _} or {@code .}, and none is a
 * directory that this sink keeps for itself.
 */
public record TableName(String path) implements Comparable<TableName> {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int MAX_SEGMENT_CHARS = 255;
    /** What object stores allow, less room for the warehouse's own path and the names of files. */
    private static final int MAX_CHARS = 700;

    static final String RULE =
            "each part between slashes of a table's name must begin with a letter or a digit, hold only "
                    + "letters, digits, '.', '_' and '-', and be at most " + MAX_SEGMENT_CHARS
                    + " characters long, and all of it at "
                    + "most " + MAX_CHARS;

    public TableName {
        if (path.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a path of " + path.length() + " characters is no table name: " + RULE);
        }
        for (String segment : path.split("/", -1)) {
            if (segment.length() > MAX_SEGMENT_CHARS
                    || !SEGMENT.matcher(segment).matches()) {
                throw new IllegalArgumentException("'" + path + "' is no table name: " + RULE);
            }
        }
    }

    /** Whether its directory lies in that of {@code other}: then neither table can be cleaned without harm to the other. */
    public boolean isInside(TableName other) {
        return path.startsWith(other.path + "/");
    }

    @Override
    public int compareTo(TableName other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
