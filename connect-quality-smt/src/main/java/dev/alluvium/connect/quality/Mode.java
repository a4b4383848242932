// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import java.util.Locale;

/** Whether a gate only looks. */
enum Mode {
    /** Counts and logs, and lets every record through as it came. */
    OBSERVE,
    ENFORCE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
