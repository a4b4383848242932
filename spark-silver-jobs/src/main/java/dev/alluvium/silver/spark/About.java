// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a change brings along: what the source did and when, when bronze had it, and in which of its versions.
 *
 * @param sourceTs of Spark's external type, as {@code knownAt}
 */
record About(
        @Nullable String op,
        @Nullable Object sourceTs,
        @Nullable Object knownAt,
        @Nullable Long bronzeVersion) implements Serializable {
    static final String TRUNCATE = "t";

    /** @param sourceTs when every row was removed */
    static About truncate(Object sourceTs) {
        return new About(TRUNCATE, sourceTs, null, null);
    }

    boolean isTruncate() {
        return TRUNCATE.equals(op);
    }
}
