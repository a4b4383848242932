// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import org.jspecify.annotations.Nullable;

/**
 * One question about one value. Asking changes nothing, makes nothing anew and does no I/O. Safe for use by several threads.
 *
 * <p>All but {@link Presence} hold for what is null or missing, as a CHECK of SQL does: whether a value must be there is a rule of
 * its own. They do not hold for a value of a type that they are not about.
 */
public interface Check {

    /** @param value may be null, or {@link Nodes#MISSING} */
    boolean holds(@Nullable Object value);
}
