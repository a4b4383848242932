// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;

/** When a table that takes rows is committed, however few they are. */
@FunctionalInterface
interface Pace {
    /** @param firstRowMs when the first of the rows came, on the pipeline's clock */
    long dueMs(TableName table, long firstRowMs);
}
