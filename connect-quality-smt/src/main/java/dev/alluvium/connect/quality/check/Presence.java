// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import org.jspecify.annotations.Nullable;

/** Whether a value is there. */
public enum Presence implements Check {
    /** There is such a field, even if it is null. */
    PRESENT {
        @Override
        public boolean holds(@Nullable Object value) {
            return value != Nodes.MISSING;
        }
    },
    NOT_NULL {
        @Override
        public boolean holds(@Nullable Object value) {
            return value != null && value != Nodes.MISSING;
        }
    }
}
