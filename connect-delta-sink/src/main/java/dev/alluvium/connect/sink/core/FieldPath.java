// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * Writes the path of a field: its names from the outermost on, parted by points, through lists by {@code element} and through
 * maps by {@code key} and {@code value}. A name that holds a point itself stands in backticks, as in SQL, so that no two
 * fields have one path.
 */
public final class FieldPath {
    public static final String ELEMENT = ".element";
    public static final String KEY = ".key";
    public static final String VALUE = ".value";

    private FieldPath() {}

    /** One name as it stands in a path. */
    public static String segment(String name) {
        if (name.indexOf('.') < 0 && name.indexOf('`') < 0) {
            return name;
        }
        return '`' + name.replace("`", "``") + '`';
    }
}
