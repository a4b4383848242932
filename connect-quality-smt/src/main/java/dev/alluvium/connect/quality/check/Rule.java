// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A check of all values that a path leads to.
 *
 * @param name what the rule is called in headers, metrics and rejects: unique in its plan
 * @param action what is done about a record that it does not hold for
 * @param replacement as a configuration has it, of a value that gives way; empty for the default of its schema
 */
public record Rule(String name, FieldPath path, Check check, Action action, Optional<String> replacement) {
    public Rule(String name, FieldPath path, Check check, Action action) {
        this(name, path, check, action, Optional.empty());
    }

    boolean holds(Nodes nodes, @Nullable Object record) {
        return path.allHold(nodes, record, check);
    }
}
