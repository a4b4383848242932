// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.check;

/** Values that are not of a set, as texts that stand for nothing. */
public record NoneOf(OneOf refused) implements ValueCheck {
    @Override
    public boolean holdsFor(Object value) {
        return !refused.holdsFor(value);
    }
}
