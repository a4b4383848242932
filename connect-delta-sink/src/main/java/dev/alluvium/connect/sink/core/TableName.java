// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

import java.util.regex.Pattern;

/**
 * The place of a table below the warehouse: one or more segments parted by {@code /}.
 *
 * <p>A segment begins with a letter or a digit and holds letters, digits, {@code . _ -} only, so no name leaves the
 * warehouse, and none is hidden from readers that pass over names beginning with {@code _} or {@code .}
 */
public record TableName(String path) implements Comparable<TableName> {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int MAX_SEGMENT_CHARS = 255;

    public TableName {
        for (String segment : path.split("/", -1)) {
            if (segment.length() > MAX_SEGMENT_CHARS
                    || !SEGMENT.matcher(segment).matches()) {
                throw new IllegalArgumentException(
                        "'" + path + "' is no table name: each part between slashes must begin "
                                + "with a letter or a digit, hold only letters, digits, '.', '_' and '-', and be at most "
                                + MAX_SEGMENT_CHARS + " characters long");
            }
        }
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
