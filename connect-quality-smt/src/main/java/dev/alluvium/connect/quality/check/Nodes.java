// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the values inside of a record are reached. Nothing is changed, and nothing is made anew. Safe for use by several threads.
 */
public interface Nodes {
    /** Stands for a value that is not there at all, which is something else than a null. */
    Object MISSING = new Object() {
        @Override
        public String toString() {
            return "missing";
        }
    };

    /** Stands for a value that the source did not tell: nothing can be said about it, so every check holds. */
    Object UNAVAILABLE = new Object() {
        @Override
        public String toString() {
            return "unavailable";
        }
    };

    /**
     * The value of a field.
     *
     * @return null if it is null; {@link #MISSING} if the parent has no such field, or is nothing that has fields;
     *     {@link #UNAVAILABLE} if the source did not tell it
     */
    @Nullable Object field(Object parent, String name);

    /** The elements of an array; empty if the parent is none. */
    List<?> elements(Object parent);

    /** The values of a map; empty if the parent is none. */
    Collection<?> values(Object parent);

    /** Whether a record has no fields but these; false if the parent is nothing that has fields. */
    boolean hasOnly(Object parent, Set<String> names);
}
