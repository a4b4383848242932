// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import org.jspecify.annotations.Nullable;

/**
 * A check of all values that a path leads to.
 *
 * @param name what the rule is called in headers, metrics and rejects: unique in its plan
 */
public record Rule(String name, FieldPath path, Check check) {
    boolean holds(Nodes nodes, @Nullable Object record) {
        return path.allHold(nodes, record, check);
    }
}
