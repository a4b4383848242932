// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import org.jspecify.annotations.Nullable;

/** A check of values that are there. */
interface ValueCheck extends Check {

    @Override
    default boolean holds(@Nullable Object value) {
        return value == null || value == Nodes.MISSING || holdsFor(value);
    }

    boolean holdsFor(Object value);
}
