// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

/** A text is no expression. The message says what is wrong, and at which character, counted from 1. */
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param at from 0 */
    ExpressionException(String what, int at) {
        super(what + " (at character " + (at + 1) + ")");
    }
}
