// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality.expression;

import dev.alluvium.connect.quality.check.Check;
import dev.alluvium.connect.quality.check.Nodes;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the fields of one record, in the words of SQL that Spark and Trino share: {@code AND}, {@code OR}, {@code NOT},
 * comparisons, {@code IS NULL}, {@code IN}, {@code BETWEEN}, arithmetic, and the functions length, lower, upper, trim, abs and coalesce. It holds unless it is
 * false, as a CHECK of SQL: a comparison with a null is neither true nor false. It does not hold where it asks something of values that
 * cannot be asked of them, as whether a text is less than a number, and holds where the source did not tell a value.
 */
public final class Condition implements Check {
    private final Expression expression;
    private final Nodes nodes;

    /** @throws ExpressionException if the text is no condition, with what is wrong and where */
    public Condition(String text, Nodes nodes) {
        this.expression = Parser.parse(text);
        if (expression instanceof Expression.Arithmetic) {
            throw new ExpressionException("a condition must be true or false, and this is a number", 0);
        }
        this.nodes = nodes;
    }

    /** @param record the record whose fields the condition names */
    @Override
    public boolean holds(@Nullable Object record) {
        if (record == null || record == Nodes.MISSING) {
            return true;
        }
        try {
            Object truth = expression.of(nodes, record);
            return truth == null || truth.equals(true);
        } catch (Undecided undecided) {
            return undecided.holds();
        }
    }
}
