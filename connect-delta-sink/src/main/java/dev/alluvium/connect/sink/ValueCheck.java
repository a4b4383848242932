// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import org.jspecify.annotations.Nullable;

/**
 * Looks for what contradicts a schema. Finds every contradiction, and may doubt what is in order. Used by the thread that
 * reads records alone.
 */
@FunctionalInterface
interface ValueCheck {
    /** As deep as converters go that read JSON; writing recurses too, and must not come to the end of the stack. */
    int MAX_DEPTH = 1_000;

    ValueCheck NONE = (value, depth) -> null;

    /** @param depth how many structs, lists and maps are around the value */
    @Nullable Doubt doubt(Object value, int depth);

    static @Nullable Doubt tooDeep(int depth) {
        return depth < MAX_DEPTH ? null : Doubt.ofDepth(MAX_DEPTH);
    }
}
