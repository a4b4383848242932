// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.core;

/**
 * What a {@link TableNameTemplate} takes its names from: one record, seen through what a template may ask of it.
 *
 * <p>Each method gives text of at least one character, or throws {@link IllegalArgumentException} that says what is missing
 * without a word of the record's content.
 */
public interface NameSource {

    /** The record's topic, as transforms left it. */
    String topic();

    /** What a group of {@code delta.table.topic.regex} matched; {@code group} is its number or its name. */
    default String group(String group) {
        throw new IllegalArgumentException("there is no group '" + group + "': set delta.table.topic.regex");
    }

    /** The last header of this name, as text. */
    default String header(String name) {
        throw new IllegalArgumentException("there is no header '" + name + "'");
    }

    /** The field of the value at this path, names parted by points, as text. */
    default String field(String path) {
        throw new IllegalArgumentException("there is no field '" + path + "'");
    }

    /** The field of the key at this path, or the key itself where the path is empty, as text. */
    default String key(String path) {
        throw new IllegalArgumentException("there is no field '" + path + "' in the key");
    }
}
