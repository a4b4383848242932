// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver.spark;

import dev.alluvium.silver.cdc.Change;
import java.io.Serializable;

/**
 * A change that ended every row of its table.
 *
 * @param sourceTs when, of Spark's external type
 */
record Truncate(String sequence, Serializable sourceTs) implements Serializable {
    Change change() {
        return Change.delete(sequence, About.truncate(sourceTs));
    }
}
