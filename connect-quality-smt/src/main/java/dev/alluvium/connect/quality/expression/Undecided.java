// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

/** Ends the evaluation of a condition on one record. Without a stack trace: there may be one for each record. */
final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean holds;

    private Undecided(String message, boolean holds) {
        super(message, null, false, false);
        this.holds = holds;
    }

    /** Something is asked of values of types that it cannot be asked of. */
    static Undecided unfit() {
        return new Undecided("unfit", false);
    }

    /** The source did not tell a value. */
    static Undecided untold() {
        return new Undecided("untold", true);
    }

    /** Whether the condition is taken to hold. */
    boolean holds() {
        return holds;
    }
}
