// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** What becomes of one value of a record. */
@FunctionalInterface
interface Edit {
    /**
     * @param schema null where the record has none
     * @param value may be null, or {@link dev.alluvium.connect.quality.check.Nodes#MISSING}
     * @return the same if nothing becomes of it
     * @throws org.apache.kafka.connect.errors.DataException if it cannot be
     */
    @Nullable Object of(@Nullable Schema schema, @Nullable Object value);
}
